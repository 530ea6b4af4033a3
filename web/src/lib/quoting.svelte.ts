// How far accounts may be quoted: said by a person, kept at once, taken back.
import { apiForget, apiPost, type Problem } from './api';
import { texts } from './texts';

export const FAR = ['inside', 'outside', 'none'] as const;
export type Far = (typeof FAR)[number];
const WHAT: Record<Far, string> = { inside: 'inside', outside: 'permit', none: 'forbid' };

export class QuotingDesk {
  failed = $state('');
  said = $state('');
  busy = $state(false);
  #last: number | null = $state(null);

  get canUndo(): boolean {
    return this.#last !== null;
  }
  async #send(body: object, said: string): Promise<number | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failed = this.said = '';
    let decision: number | null = null;
    try {
      decision = (await apiPost<{ decision: number }>('/decisions', { about: 'voices', ...body })).decision;
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
  async set(account: { id: string | number; name: string }, far: Far): Promise<boolean> {
    const d = await this.#send({ what: WHAT[far], one: Number(account.id) }, texts.quoting.said(account.name, texts.quoting.far[far]));
    if (d !== null) this.#last = d;
    return d !== null;
  }
  async undo(decision: number | null = this.#last): Promise<boolean> {
    if (decision === null || (await this.#send({ what: 'undo', decision }, texts.quoting.undone)) === null) return false;
    this.#last = null;
    return true;
  }
}
