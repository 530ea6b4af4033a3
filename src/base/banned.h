/* banned.h - functions that have cost others dearly; using one is a compile error.
 *
 * Force-included by the build before every file of ours.  The headers that declare
 * the functions come first, then the names are poisoned.  The second column says
 * what to use instead:
 *
 *     strcpy strcat sprintf vsprintf   Buf (base/buf.h) or snprintf
 *     strtok strtok_r                  str_cut (base/str.h)
 *     atoi atol atof strtol strtod     str_to_i64, str_to_f64 (base/str.h)
 *     gmtime localtime ctime mktime    base/date.h
 *     tmpnam mktemp                    file_replace (base/file.h)
 */
#ifndef TL_BASE_BANNED_H
#define TL_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef TL_ALLOW_BANNED
#pragma GCC poison strcpy strcat sprintf vsprintf strtok strtok_r atoi atol atof
#pragma GCC poison gmtime localtime ctime mktime tmpnam mktemp
#endif

#endif
