// What is done about an issue, typed on its page: said at once, shown at once, and taken back in one step.
import { Answer } from './answer.svelte';
import { apiForget, apiPost, type Problem } from './api';
import { actionsNow, failureOf, type ActionNow, type ActionSaid, type RefusedAt } from './actions';
import type { Me } from './people';
import { texts } from './texts';
import type { ActionList, ActionTyped } from './types';

export class ActionDesk {
  list = new Answer<ActionList>(() => '/actions');
  typed = new Answer<{ actions: ActionTyped[] }>(() => '/actions/typed');
  said: ActionSaid | null = $state.raw(null);
  words = $state('');
  failed: { field: RefusedAt; why: string } = $state({ field: '', why: '' });
  busy = $state(false);
  #me: () => Me | null;

  constructor(me: () => Me | null) {
    this.#me = me;
  }
  /** Unit owners, too: the server lets them say it of their own issues. */
  get writable(): boolean {
    const me = this.#me();
    return !!me?.writable && (me.may.includes('decide') || (me.may.includes('settle') && me.role === 'unit'));
  }
  /** Which unit it is of is said by those who see the whole book. */
  get whole(): boolean {
    return this.#me()?.role !== 'unit';
  }
  get actions(): ActionNow[] {
    return this.list.data ? actionsNow(this.list.data.actions, this.typed.data?.actions ?? []) : [];
  }
  async send(body: object, words: string, takesBack = false): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failed = { field: '', why: '' };
    let fine = false;
    try {
      const now = await apiPost<ActionSaid>('/actions', body);
      this.said = takesBack ? null : now;
      this.words = words;
      const live = document.getElementById('live');
      if (live) live.textContent = words;
      apiForget();
      this.typed.retry();
      fine = true;
    } catch (e) {
      this.failed = failureOf((e as Problem).detail);
    }
    this.busy = false;
    return fine;
  }
  undo(): Promise<boolean> {
    return this.said ? this.send({ what: 'undo', decision: this.said.decision, last: this.said.last }, texts.act.undone, true) : Promise.resolve(false);
  }
}
