// Closing tasks: what was done is kept at once and stays on the page until the next answer, so that it can be taken back.
import { apiForget, apiPost, type Problem } from './api';
import type { Me } from './people';
import { texts } from './texts';
import type { Task, Text } from './types';

export const TOLD = ['yes', 'no', 'not needed'] as const;
export type Told = (typeof TOLD)[number];
export interface Closed { decision: number | null; told: Text; done: Text; by: Text; at: Text }

/** Everybody who reads is told of tasks: the server tells account managers and unit owners of their own. */
export const seesTasks = (me: Me | null): boolean => !!me?.signed_in && me.may.includes('read');
/** Neither an account manager nor a unit owner, who see a part of the book. */
export const seesAll = (me: Me | null): boolean => seesTasks(me) && me?.role !== 'manager' && me?.role !== 'unit';

export class TaskDesk {
  closed: Map<number, Closed> = $state.raw(new Map());
  failed: Map<number, string> = $state.raw(new Map());
  busy = $state(false);

  of(t: Task): Closed {
    return this.closed.get(t.id) ?? { decision: t.decision, told: t.told, done: t.done, by: t.done_by, at: t.done_at };
  }
  async #send(t: Task, body: object, said: string, now: (decision: number) => Closed): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failed = new Map([...this.failed].filter(([id]) => id !== t.id));
    let fine = false;
    try {
      const { decision } = await apiPost<{ decision: number }>('/tasks', body);
      this.closed = new Map(this.closed).set(t.id, now(decision));
      const live = document.getElementById('live');
      if (live) live.textContent = said;
      apiForget();
      dispatchEvent(new Event('tasks-changed'));
      fine = true;
    } catch (e) {
      this.failed = new Map(this.failed).set(t.id, (e as Problem).detail);
    }
    this.busy = false;
    return fine;
  }
  close(t: Task, told: Told, text: string): Promise<boolean> {
    return this.#send(t, { what: 'done', task: t.id, told, text }, texts.tasks.closed, (decision) => ({ decision, told, done: text, by: null, at: null }));
  }
  undo(t: Task): Promise<boolean> {
    return this.#send(t, { what: 'undo', decision: this.of(t).decision }, texts.tasks.reopened, () => ({ decision: null, told: null, done: null, by: null, at: null }));
  }
}
