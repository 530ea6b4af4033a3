// Stories: a few quotes in an order. Every step is a decision that can be taken back.
import { apiForget, apiPost, type Problem } from './api';
import { texts } from './texts';

export const STORY_MOST = 24;

export class StoryDesk {
  failed = $state('');
  said = $state('');
  #steps: number[] = $state.raw([]);

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }
  async #send(body: object, said: string): Promise<number | null> {
    this.failed = '';
    try {
      const { decision } = await apiPost<{ decision: number }>('/decisions', { about: 'voices', ...body });
      apiForget();
      this.said = said;
      const live = document.getElementById('live');
      if (live) live.textContent = said;
      return decision;
    } catch (e) {
      this.failed = (e as Problem).detail;
      return null;
    }
  }
  async #step(body: object, said: string): Promise<number | null> {
    const d = await this.#send(body, said);
    if (d !== null) this.#steps = [...this.#steps, d];
    return d;
  }
  create(name: string, ids: string[]): Promise<number | null> {
    return this.#step({ what: 'story', name, value: ids.join(',') }, texts.voices.created);
  }
  edit(story: number, name: string, ids: string[], said: string): Promise<number | null> {
    if (ids.length > STORY_MOST) {
      this.failed = texts.voices.full;
      return Promise.resolve(null);
    }
    return this.#step({ what: 'edit', one: story, name, value: ids.join(',') }, said);
  }
  drop(story: number): Promise<number | null> {
    return this.#step({ what: 'drop', one: story }, texts.voices.dropped);
  }
  async undo(): Promise<boolean> {
    const last = this.#steps[this.#steps.length - 1];
    if (last === undefined || (await this.#send({ what: 'undo', decision: last }, texts.themes.undone)) === null) return false;
    this.#steps = this.#steps.slice(0, -1);
    return true;
  }
}
