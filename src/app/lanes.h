/* lanes.h - all stages, those side by side that do not wait for each other.
 *
 * A stage waits for the earlier ones that write what it reads (stage_table); of those that wait for none the first is begun.
 * The calling thread works on `s`, another on a second connection to the same book, so that the stretches of one stage
 * that keep one processor busy are filled by another's.  Each stage is a transaction of its own, as in pipeline_run(), and
 * no two write one table: the book is the same.  When one fails no other is begun; what runs is finished, and of two that
 * fail the earlier is told, as one lane would.  Where no second connection or thread can be had, one lane does it all.
 */
#ifndef TL_APP_LANES_H
#define TL_APP_LANES_H

#include "app/pipeline.h"

MUST_USE Status lanes_run(const App *app, Store *s, Err *err);

#endif
