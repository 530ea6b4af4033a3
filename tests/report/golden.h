/* golden.h - whole outputs compared with files that a person has looked at.
 *
 * golden_check() compares `got` with tests/report/golden/<name> and says where they part.
 * TL_GOLDEN=update writes the files instead: look at them before you commit.
 * xml_check() fails unless `s` is one well-formed element tree: tags match, attributes are
 * quoted and not repeated, references are known, ids are unique, and no text holds nan or inf
 * as a number.  It knows no more of XML than our output uses.
 */
#ifndef TESTS_REPORT_GOLDEN_H
#define TESTS_REPORT_GOLDEN_H

#include "base/str.h"

void golden_check(Arena *a, const char *name, Str got);
void xml_check(Str s);

#endif
