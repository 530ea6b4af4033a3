/* index_default.h - the ECSI model of a survey whose items can be recognised by their words.
 *
 * An item stands for image, expectation, value, satisfaction, complaints or loyalty where its label says so (English and German words), and for quality
 * where it asks how satisfied somebody is with something, or after quality.  Only items that fit the commonest of the usual scales count.  The arrows are those of
 * the European index (Tenenhaus et al. 2005), between the constructs that are there.  There is a model where satisfaction or loyalty is recognised beside
 * one that leads to it; else the text is empty.
 */
#ifndef TL_LINK_INDEX_DEFAULT_H
#define TL_LINK_INDEX_DEFAULT_H

#include "base/arena.h"
#include "base/table.h"

Str index_default(const Table *asked, Arena *a);      /* asked: question, label, low, high; a text for index_model_read() */

#endif
