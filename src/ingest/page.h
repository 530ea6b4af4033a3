/* page.h - whether a JSON document says that it is one page of several, and not the last.
 *
 * Interfaces page their lists, and what somebody saves is often the first page alone.  The document says so beside its list:
 * "has_more": true (Stripe, Intercom's lists), "pages": {"next": ...} (Intercom), "next_page": an address, "end_of_stream":
 * false (Zendesk, whose incremental exports have a next page even at the end: the end of the stream rules), "paging":
 * {"next": ...} (HubSpot), "meta": {"has_more": true}, "isLast": false, "nextPageToken".
 */
#ifndef TL_INGEST_PAGE_H
#define TL_INGEST_PAGE_H

#include "base/str.h"

bool page_has_next(Str document);     /* "" and lists without anything around them: false */

#endif
