/* side.h - what our own people wrote, heard as a source of its own.
 *
 * Internal notes of tickets (source note), our answers in them (reply), our side of calls (call), surveys of our own people (employee: a channel
 * of the response that says so), what they write down in a CRM (crm: the view note_told) and why they say a deal was lost (loss) are cleaned, scored and coded with the customers' themes, and never enter d_comment: nothing that counts customers counts them.
 * A theme's share on each side is of the comments of that side that say anything, with Wilson's
 * interval at the effective number of comments (errors by account, num/interval.h); the two sides
 * stand beside each other only where both are there.
 */
#ifndef TL_LISTEN_SIDE_H
#define TL_LISTEN_SIDE_H

#include "listen/comment.h"
#include "listen/sentiment_model.h"
#include "listen/theme_list.h"

typedef struct SideInput {
    const Comments  *customers;
    const ThemeList *themes;          /* as the person left them */
    const MoodModel *mood;
} SideInput;

MUST_USE Status side_hear(Store *s, const SideInput *in, Arena *a, Arena own[2], Err *err);

#endif
