// Records kept apart from an account that they were wrongly joined with: kept at once, taken back, worked in with the next figures.
import { Desk } from './desk.svelte';
import { texts } from './texts';

export class SplitDesk extends Desk {
  apart: Map<number, number> = $state.raw(new Map()); /* alias to decision */

  async split(alias: number, other: number, name: string): Promise<void> {
    const decision = await this.send({ what: 'split', kind: 'company', one: alias, other }, texts.link.said(name));
    if (decision !== null) this.apart = new Map(this.apart).set(alias, decision);
  }
  async undo(alias: number): Promise<void> {
    const decision = this.apart.get(alias);
    if (decision === undefined || (await this.send({ what: 'undo', decision }, texts.link.undone)) === null) return;
    const left = new Map(this.apart);
    left.delete(alias);
    this.apart = left;
  }
}
