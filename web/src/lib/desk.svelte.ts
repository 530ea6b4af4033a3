// A decision sent from where it is seen: kept at once, said aloud, and what went wrong is shown beside it.
import { apiForget, apiPost, type Problem } from './api';

export class Desk {
  failed = $state('');
  said = $state('');
  busy = $state(false);

  /** The number of the decision; null when it was refused. */
  protected async send(body: object, said: string): Promise<number | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failed = this.said = '';
    let decision: number | null = null;
    try {
      decision = (await apiPost<{ decision: number }>('/decisions', body)).decision;
      apiForget();
      this.said = said;
      const live = document.getElementById('live');
      if (live) live.textContent = said;
    } catch (e) {
      this.failed = (e as Problem).detail;
    }
    this.busy = false;
    return decision;
  }
}
