// Reading from the API. Every failure becomes a Problem with words a reader can act on.
import { worded } from './said';
import { catalogues, texts } from './texts';

export interface Problem { title: string; detail: string; status: number }

const kept = new Map<string, { at: number; answer: Promise<unknown> }>();
const KEEP_MS = 30_000;
/** A server that answers as much as it can says when to ask again: so many times it is taken at its word. */
const AGAIN = 3, AGAIN_MOST_S = 5;

/** A title of the server's own is quoted; the one that every problem of its status has is said in the reader's language. */
const titleOf = (status: number, title?: string): string => (title && title !== catalogues.en.error.titles[status] ? title : texts.error.titles[status] || title || texts.error.title);

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch('/api/v1' + path, init);
  } catch {
    throw { title: texts.error.offline, detail: texts.error.offlineDetail, status: 0 } satisfies Problem;
  }
}

async function read(path: string, init: RequestInit = { headers: { accept: 'application/json' } }): Promise<unknown> {
  let res = await send(path, init);
  for (let n = 0; n < AGAIN && res.status === 503 && init.method === undefined; n++) {
    const wait = Number(res.headers.get('retry-after'));
    if (!(wait > 0 && wait <= AGAIN_MOST_S)) break;
    await new Promise((go) => setTimeout(go, wait * 1000));
    res = await send(path, init);
  }
  const body: unknown = await res.json().catch(() => null);
  apiOwn.add(Number(res.headers.get('book-version') ?? 0));
  if (res.ok && body !== null) return worded(body);
  const p = (body ?? {}) as Partial<Problem>;
  // Somebody has to sign in (again): the frame of the page asks who is there.
  if (res.status === 401 && !path.startsWith('/session') && !path.startsWith('/password')) dispatchEvent(new Event('signed-out'));
  throw { title: titleOf(res.status, p.title), detail: p.detail || texts.error.answered(res.status), status: res.status } satisfies Problem;
}

/** A list as a workbook, all its rows; what goes wrong is a Problem as anywhere. */
export async function apiWorkbook(path: string): Promise<Blob> {
  const [at = '', query] = path.split('?'), q = new URLSearchParams(query);
  q.delete('page');
  q.delete('per_page');
  q.set('format', 'xlsx');
  const url = `${at}?${q.toString()}`;
  const res = await send(url, {});
  if (res.ok) return res.blob();
  const p = ((await res.json().catch(() => null)) ?? {}) as Partial<Problem>;
  throw { title: titleOf(res.status, p.title), detail: p.detail || texts.error.answered(res.status), status: res.status } satisfies Problem;
}

/** Versions of the book that changes of this page made: what is shown was asked for behind them already. */
class Own {
  busy = 0;
  #versions = new Set<number>();
  add(version: number): void {
    if (version) this.#versions.add(version);
  }
  /** Were all changes from one version to another ours? */
  made(from: number, to: number): boolean {
    for (let v = from + 1; v <= to; v++) if (!this.#versions.has(v)) return false;
    for (const v of this.#versions) if (v <= to) this.#versions.delete(v);
    return to > from;
  }
}
export const apiOwn = new Own();

/** An answer, at most half a minute old; failures are not kept, so that "try again" asks again. */
export function apiGet<T>(path: string): Promise<T> {
  const now = Date.now();
  const old = kept.get(path);
  if (old && now - old.at < KEEP_MS) return old.answer as Promise<T>;
  const answer = read(path);
  kept.set(path, { at: now, answer });
  answer.catch(() => kept.delete(path));
  return answer as Promise<T>;
}

/** Sends a decision, with `once` as a key under which it is done once; nothing that was read before is trusted afterwards. */
export async function apiPost<T>(path: string, body: object, once = ''): Promise<T> {
  kept.clear();
  apiOwn.busy++;
  return (await read(path, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/json', ...(once ? { 'idempotency-key': once } : {}) }, body: JSON.stringify(body) }).finally(() => apiOwn.busy--)) as T;
}

/** Forgets what was read, because the book has changed. */
export function apiForget(): void {
  kept.clear();
}

/** All pages of a list, for downloads. */
export async function apiAll<T extends { total: number }, R>(path: (page: number) => string, rowsOf: (answer: T) => R[]): Promise<R[]> {
  const rows: R[] = [];
  for (let page = 1; ; page++) {
    const answer = await apiGet<T>(path(page));
    const more = rowsOf(answer);
    rows.push(...more);
    if (!more.length || rows.length >= answer.total) return rows;
  }
}

/** A query text from values; empty ones are left out. */
export function queryText(values: Record<string, string | number | null | undefined>): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(values)) if (v !== null && v !== undefined && v !== '') q.set(k, String(v));
  const text = q.toString();
  return text ? '?' + text : '';
}
