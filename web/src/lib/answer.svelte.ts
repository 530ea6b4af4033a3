// An answer of the API as state of a component. While a new page of a list is on its way the old rows
// stay, so that nothing jumps; `busy` says so. An answer that comes late, after the address has
// changed again, is dropped.
import { apiGet, type Problem } from './api';

export class Answer<T> {
  data: T | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  busy = $state(true);
  /** What `data` answers: the old address while a new one is on its way. */
  asked: string = $state('');
  #path: () => string | null;
  #turn = 0;

  constructor(path: () => string | null) {
    this.#path = path;
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

  retry(): void {
    const at = this.#path();
    if (at !== null) void this.#load(at);
  }
}
