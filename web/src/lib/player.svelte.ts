// One sound at a time: the sentence of a recording that a quote was said in, or several, one after the other.
import type { Clip } from './types';

type State = 'idle' | 'loading' | 'playing' | 'paused' | 'failed';
const keyOf = (c: Clip): string => `${c.url}#${c.from_ms ?? ''}-${c.to_ms ?? ''}`;
const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

class Player {
  key = $state('');
  state: State = $state('idle');
  /** Where the recording is, in seconds. */
  at = $state(0);
  /** Of several: how many are behind this one, and how many there are. */
  place = $state(0);
  of = $state(0);
  private audio: HTMLAudioElement | null = null;
  private timer = 0;
  private clip: Clip | null = null;
  private list: Clip[] = [];

  is(c: Clip): boolean { return this.key === keyOf(c); }
  get many(): boolean { return this.of > 1 && this.state !== 'idle' && this.state !== 'failed'; }

  toggle(c: Clip): void {
    if (!this.is(c) || this.state === 'idle' || this.state === 'failed') this.all([c]);
    else if (this.state === 'playing') this.audio?.pause();
    else if (this.state === 'paused') void this.audio?.play().catch(() => this.fail(c));
  }
  all(list: Clip[]): void {
    this.list = list;
    this.of = list.length;
    this.play(0);
  }
  /** Silence; what was played stays marked where it was. */
  stop(): void {
    clearTimeout(this.timer);
    if (this.state !== 'failed') this.state = 'idle';
    this.audio?.pause();
  }
  private play(k: number): void {
    const c = this.list[k];
    this.stop();
    if (!c) return;
    const a = this.element(), url = new URL(c.url, location.href).href;
    this.clip = c;
    this.key = keyOf(c);
    this.place = k;
    this.at = seconds(c.from_ms) ?? 0;
    this.state = 'loading';
    const begin = (): void => {
      if (this.clip !== c || this.state !== 'loading') return;
      a.currentTime = seconds(c.from_ms) ?? 0;
      a.play().catch(() => this.fail(c));
    };
    if (a.src !== url || a.error) a.src = url;
    if (a.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
    else a.addEventListener('loadedmetadata', begin, { once: true });
  }
  private fail(c: Clip): void {
    if (this.clip === c && this.state !== 'idle') this.state = 'failed';
  }
  /** The browser tells of time four times a second: the end of a sentence is waited for by a clock. */
  private watch(): void {
    const a = this.audio, end = seconds(this.clip?.to_ms ?? null);
    clearTimeout(this.timer);
    if (!a || this.state !== 'playing') return;
    this.at = a.currentTime;
    if (end === null) return;
    if (a.currentTime >= end) return void this.end();
    this.timer = window.setTimeout(() => this.watch(), Math.max((end - a.currentTime) * 1000, 4));
  }
  private end(): void {
    this.stop();
    if (this.audio) this.at = this.audio.currentTime;
    if (this.place + 1 < this.list.length) this.play(this.place + 1);
  }
  private element(): HTMLAudioElement {
    if (this.audio) return this.audio;
    const a = new Audio();
    a.preload = 'metadata';
    a.addEventListener('timeupdate', () => this.watch());
    a.addEventListener('playing', () => { if (this.state !== 'idle') this.state = 'playing'; this.watch(); });
    a.addEventListener('pause', () => { if (this.state === 'playing' && !a.ended) this.state = 'paused'; clearTimeout(this.timer); });
    a.addEventListener('ended', () => this.end());
    a.addEventListener('error', () => { if (this.clip) this.fail(this.clip); });
    return (this.audio = a);
  }
}

export const player = new Player();
