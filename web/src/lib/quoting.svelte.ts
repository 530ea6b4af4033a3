// How far accounts may be quoted: said by a person, kept at once, taken back.
import { Desk } from './desk.svelte';
import { texts } from './texts';

export const FAR = ['inside', 'outside', 'none'] as const;
export type Far = (typeof FAR)[number];
const WHAT: Record<Far, string> = { inside: 'inside', outside: 'permit', none: 'forbid' };

export class QuotingDesk extends Desk {
  #last: number | null = $state(null);

  get canUndo(): boolean {
    return this.#last !== null;
  }
  async set(account: { id: string | number; name: string }, far: Far): Promise<boolean> {
    const d = await this.send({ about: 'voices', what: WHAT[far], one: Number(account.id) }, texts.quoting.said(account.name, texts.quoting.far[far]));
    if (d !== null) this.#last = d;
    return d !== null;
  }
  async undo(decision: number | null = this.#last): Promise<boolean> {
    if (decision === null || (await this.send({ about: 'voices', what: 'undo', decision }, texts.quoting.undone)) === null) return false;
    this.#last = null;
    return true;
  }
}
