// Paths and queries of the page's own addresses. Pure, so that it can be tested without a browser.

export interface Route { page: string; id: string | null; query: URLSearchParams; path: string }

const PAGES: Record<string, string> = {
  '': 'money', issues: 'issues', accounts: 'accounts', data: 'data', comments: 'comments', portfolio: 'portfolio', signals: 'signals', voices: 'voices', expectations: 'expectations', drivers: 'drivers', tasks: 'tasks', sql: 'sql', admin: 'admin',
};
const DETAIL: Record<string, string> = { issues: 'issue', accounts: 'account', signals: 'signal', voices: 'story', comments: 'comment' };

export function routeOf(path: string, search: string): Route {
  const query = new URLSearchParams(search);
  const [first = '', id, ...rest] = path.replace(/^\/+|\/+$/g, '').split('/');
  const name = Object.hasOwn(PAGES, first) ? PAGES[first] : undefined;
  if (!name || rest.length) return { page: 'lost', id: null, query, path };
  if (id === undefined) return { page: name, id: null, query, path };
  const detail = Object.hasOwn(DETAIL, first) ? DETAIL[first] : undefined;
  let plain = id;
  try {
    plain = decodeURIComponent(id);
  } catch {
    return { page: 'lost', id: null, query, path };
  }
  return detail ? { page: detail, id: plain, query, path } : { page: 'lost', id: null, query, path };
}

/** An address with some query values changed; empty and null values are left out, keys keep their order. */
export function hrefWith(path: string, query: URLSearchParams, change: Record<string, string | number | null>): string {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === '') next.delete(key);
    else next.set(key, String(value));
  }
  const text = next.toString();
  return path + (text ? '?' + text : '');
}

/** A page number from a query: a whole number from 1 on, else 1. */
export function pageOf(query: URLSearchParams): number {
  const n = Number(query.get('page'));
  return Number.isInteger(n) && n > 0 ? n : 1;
}
