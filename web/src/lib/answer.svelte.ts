// An answer of the API as state of a component. While a new page of a list is on its way the old rows
// stay, so that nothing jumps; `busy` says so. An answer that comes late, after the address has
// changed again, is dropped. While it is shown it is asked for again when the book changes (lib/live.svelte.ts), without a state of waiting.
import { apiGet, type Problem } from './api';
import { live, type Offer } from './live.svelte';

export class Answer<T> {
  data: T | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  busy = $state(true);
  /** What `data` answers: the old address while a new one is on its way. */
  asked: string = $state('');
  #path: () => string | null;
  #turn = 0;

  /** Of the frame around the pages, `aside`: nothing on a page moves by it. */
  constructor(path: () => string | null, readonly aside = false) {
    this.#path = path;
    $effect(() => live.add(this));
    $effect(() => {
      const at = this.#path();
      if (at !== null) void this.#load(at);
    });
  }

  async #load(at: string): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    try {
      const data = await apiGet<T>(at);
      if (turn !== this.#turn) return;
      this.data = data;
      this.asked = at;
      this.problem = null;
    } catch (e) {
      if (turn !== this.#turn) return;
      this.data = null;
      this.problem = e as Problem;
    }
    this.busy = false;
  }

  /** Asks once more; what is shown stays until the offer is taken, and after a failure. */
  async look(): Promise<Offer | null> {
    const at = this.#path(), turn = this.#turn;
    if (at === null) return null;
    if (this.data === null || this.busy || this.asked !== at) {
      this.retry();
      return null;
    }
    const from = this.data, to = await apiGet<T>(at).catch(() => null);
    if (to === null || turn !== this.#turn || JSON.stringify(from) === JSON.stringify(to)) return null;
    return { from, to, take: () => { if (turn === this.#turn) this.data = to; } };
  }

  retry(): void {
    const at = this.#path();
    if (at !== null) void this.#load(at);
  }
}
