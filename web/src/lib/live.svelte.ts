// The open page is live: one stream of news for all that is shown, from the server's events (doc/api.md).
//
// When the book has changed, kept answers are dropped and what is shown is asked for again, all of it, at most every AGAIN_MS. What comes is
// put in place where nothing moves by it, or where nobody has a hand on the page; else it waits, and a calm mark says so: who reads a list
// in its middle, types, marks text or has a drawer open does not lose the place. What this page changed itself it has asked for itself.
//
// Quiet when hidden, and when nobody has touched the page for REST_MS: a stream that asks again and again would keep a session open for ever.
import { apiForget, apiOwn } from './api';
import { moves } from './moves';
import { texts } from './texts';

export interface BookNews { began: number; version: number }
export interface JobNews { running: boolean; kind: string; progress: number | null }
export interface IntakeNews { waiting: number; kept: number; held: number; disk_full: boolean; failed: string | null }

/** What an answer that is shown offers when it was asked for again; null: nothing is new. */
export interface Offer { from: unknown; to: unknown; take: () => void }
export interface Shown { look: () => Promise<Offer | null>; aside: boolean }

const SOON_MS = 250, AGAIN_MS = 1500, WAIT_MS = 5000, WAIT_MOST_MS = 60_000, REST_MS = 30 * 60_000, NEAR_TOP = 80;
const FIELDS = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]';
// What is lost when it is not sent; filters and sliders stand in the address.
const TYPED = 'input:not([type=checkbox], [type=radio], [type=search], [type=range]), textarea';

class Live {
  job: JobNews | null = $state.raw(null);
  intake: IntakeNews | null = $state.raw(null);
  tasks: number | null = $state(null);
  /** Figures that wait until somebody asks to see them. */
  waiting: boolean = $state(false);
  #shown = new Set<Shown>();
  #typed = new Set<HTMLInputElement | HTMLTextAreaElement>();
  #offers: Offer[] = [];
  #source: EventSource | null = null;
  #seen: BookNews | null = null;
  #timer = 0;
  #retry = 0;
  #wait = WAIT_MS;
  #touched = Date.now();
  #turn = 0;
  #asked = 0;

  /** Until the function that is returned is called. */
  start(): () => void {
    const see = (): void => (document.hidden ? this.#close() : this.#open());
    const touch = (): void => {
      this.#touched = Date.now();
      if (!this.#source && !this.#retry) see();
    };
    const type = (e: Event): void => {
      const at = e.target as HTMLInputElement;
      if (at.matches?.(TYPED)) this.#typed.add(at);
    };
    const rest = setInterval(() => { if (Date.now() - this.#touched > REST_MS) this.#close(); }, 60_000);
    document.addEventListener('visibilitychange', see);
    for (const name of ['pointerdown', 'keydown', 'wheel']) addEventListener(name, touch, { passive: true });
    document.addEventListener('input', type);
    see();
    return () => {
      clearInterval(rest);
      document.removeEventListener('visibilitychange', see);
      for (const name of ['pointerdown', 'keydown', 'wheel']) removeEventListener(name, touch);
      document.removeEventListener('input', type);
      this.#close();
      this.#seen = null;
      this.drop();
    };
  }

  add(one: Shown): () => void {
    this.#shown.add(one);
    return () => this.#shown.delete(one);
  }

  /** Puts what waits in its place. */
  show(): void {
    const offers = this.#offers;
    this.drop();
    for (const o of offers) o.take();
  }

  /** Another page is shown: it has asked for itself. */
  drop(): void {
    this.#offers = [];
    this.waiting = false;
    this.#turn++;
  }

  #open(): void {
    if (this.#source) return;
    clearTimeout(this.#retry);
    this.#retry = 0;
    const s = (this.#source = new EventSource('/api/v1/events'));
    s.addEventListener('book', (e) => this.#book(JSON.parse(e.data) as BookNews));
    s.addEventListener('job', (e) => (this.job = JSON.parse(e.data) as JobNews));
    s.addEventListener('intake', (e) => (this.intake = JSON.parse(e.data) as IntakeNews));
    s.addEventListener('tasks', (e) => (this.tasks = (JSON.parse(e.data) as { version: number }).version));
    s.addEventListener('open', () => (this.#wait = WAIT_MS));
    s.addEventListener('error', () => {
      // A stream that has ended is asked for again by the browser; one that was refused is not.
      if (s.readyState !== EventSource.CLOSED || this.#source !== s) return;
      this.#close();
      this.#retry = window.setTimeout(() => { this.#retry = 0; if (!document.hidden) this.#open(); }, this.#wait);
      this.#wait = Math.min(this.#wait * 2, WAIT_MOST_MS);
    });
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    clearTimeout(this.#timer);
    this.#retry = this.#timer = 0;
  }

  #book(now: BookNews): void {
    const first = this.#seen === null;
    this.#seen ??= now;
    if (!first && !this.#timer && !same(now, this.#seen)) this.#later();
    this.#newest = now;
  }
  #newest: BookNews = { began: 0, version: 0 };

  #later(): void {
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      void this.#again();
    }, Math.max(SOON_MS, this.#asked + AGAIN_MS - Date.now()));
  }

  async #again(): Promise<void> {
    const now = this.#newest, before = this.#seen as BookNews;
    if (same(now, before)) return;
    if (apiOwn.busy > 0) return this.#later();
    this.#seen = now;
    if (now.began === before.began && apiOwn.made(before.version, now.version)) return;
    apiForget();
    this.#asked = Date.now();
    const turn = ++this.#turn;
    const found = await Promise.all([...this.#shown].map(async (s) => [s, await s.look()] as const));
    for (const [s, o] of found) if (o && s.aside) o.take();
    const offers = found.flatMap(([s, o]) => (o && !s.aside ? [o] : []));
    if (turn === this.#turn && offers.length) {
      this.#offers = offers;
      this.waiting = this.#held(offers.some((o) => moves(o.from, o.to)));
      if (!this.waiting) this.show();
      else say(texts.fresh.said);
    }
    if (!same(this.#newest, now) && !this.#timer) this.#later();
  }

  /** Has somebody a hand on the page, so that new figures would disturb? */
  #held(moved: boolean): boolean {
    const main = document.getElementById('main'), at = document.activeElement, marked = getSelection();
    for (const f of this.#typed) if (!f.isConnected || f.value === '') this.#typed.delete(f);
    const inside = at !== null && at !== main && (main?.contains(at) ?? false);
    if (document.querySelector('dialog[open]') || this.#typed.size || (inside && at.matches(FIELDS)) || (marked && !marked.isCollapsed)) return true;
    return moved && (scrollY > NEAR_TOP || inside);
  }
}

function say(text: string): void {
  const at = document.getElementById('live');
  if (at) at.textContent = text;
}

const same = (a: BookNews, b: BookNews): boolean => a.began === b.began && a.version === b.version;

export const live = new Live();
