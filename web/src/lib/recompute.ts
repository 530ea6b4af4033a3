// Works the figures out again, with what was decided, and waits until it is over; the page reads everything anew afterwards.
import { apiForget, apiGet, apiPost, type Problem } from './api';
import { texts } from './texts';
import type { Recompute } from './types';

/** What went wrong; null when nothing did. */
export async function recompute(): Promise<string | null> {
  try {
    let at = await apiPost<Recompute>('/recompute', {});
    while (at.running) {
      await new Promise((r) => setTimeout(r, 500));
      apiForget();
      at = await apiGet<Recompute>('/recompute');
    }
    apiForget();
    return at.failed ? `${texts.review.applyFailed} ${at.failed}` : null;
  } catch (e) {
    return (e as Problem).detail;
  }
}
