// Judging signals: what is said is kept at once and stays on the page until the next answer, so that it can be taken back.
import { apiForget, apiPost, type Problem } from './api';
import { texts } from './texts';
import type { Judgment } from './types';

interface Judged { id: string | number; stream: string; status: Judgment; decision: number | null }

export class Judge {
  said: Map<string, { status: Judgment; decision: number | null }> = $state.raw(new Map());
  failed = $state('');
  #steps: Judged[] = [];
  #busy: Promise<void> = Promise.resolve();

  of(s: Judged): { status: Judgment; decision: number | null } {
    return this.said.get(String(s.id)) ?? s;
  }
  #keep(s: Judged, status: Judgment, decision: number | null): void {
    this.said = new Map(this.said).set(String(s.id), { status, decision });
    const live = document.getElementById('live');
    if (live) live.textContent = status === 'open' ? texts.signals.takenBack : texts.signals.said(texts.signals.act[status] ?? status, s.stream);
  }
  #send(work: () => Promise<void>): Promise<void> {
    return (this.#busy = this.#busy.then(async () => {
      this.failed = '';
      try {
        await work();
        apiForget();
      } catch (e) {
        this.failed = (e as Problem).detail;
      }
    }));
  }
  judge(s: Judged, what: 'real' | 'known' | 'dull'): Promise<void> {
    return this.#send(async () => {
      if (this.of(s).status === what) return;
      const { decision } = await apiPost<{ decision: number }>('/decisions', { about: 'signals', what, one: Number(s.id) });
      this.#steps.push(s);
      this.#keep(s, what, decision);
    });
  }
  /** The judgment of one signal, or the last one given here. */
  undo(s?: Judged): Promise<void> {
    return this.#send(async () => {
      const of = s ?? this.#steps.pop(), decision = of ? this.of(of).decision : null;
      if (!of || decision === null) return;
      await apiPost('/decisions', { about: 'signals', what: 'undo', decision });
      this.#keep(of, 'open', null);
    });
  }
}
