// Who reads: what the server would not tell them is neither asked for nor offered.
import type { Me } from './people';

class Reader {
  me: Me | null = $state.raw(null);

  /** `name` of a route as in the API's document; until it is known who reads, everything. */
  sees(name: string): boolean {
    return !this.me?.sees || this.me.sees.includes(name);
  }

  /** Where a visit begins: the first page that is theirs. */
  get start(): string {
    return this.sees('money') ? '/' : this.sees('issues') ? '/issues' : this.sees('accounts') ? '/accounts' : '/tasks';
  }
}
export const reader = new Reader();
