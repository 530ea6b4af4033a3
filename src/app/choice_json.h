/* choice_json.h - GET /api/v1/portfolio.
 *
 * It is worked out when it is asked, from the draws that lie in the book, and nothing is written; `report` sees no kernel, so it
 * is handed from here to the server as an answer.  Asked with: budget (minor units; 0: no limit), people (0: no limit),
 * risk (0 to 100: how much the worst tenth counts), brief (1: without chances and learning, for a slider).
 */
#ifndef TL_APP_CHOICE_JSON_H
#define TL_APP_CHOICE_JSON_H

#include "act/choose.h"
#include "base/json_out.h"
#include "report/answer.h"

Answer answer_portfolio;

#endif
