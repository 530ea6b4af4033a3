// fixture - a made-up book behind the API of doc/api.md, for developing the page before and beside the
// real server, and for the states a real book does not show.
//
// Usage: PORT=4173 FIXTURE=full|nothing|empty|error|slow node dev/fixture.mjs
// Every figure is invented. It serves dist/ with the same strict Content-Security-Policy as the server.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answers } from './book.mjs';

const variant = process.env.FIXTURE ?? 'full';
const port = Number(process.env.PORT ?? 4173);
const dist = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'dist');
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const csp = "default-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

function json(res, status, body) {
  res.writeHead(status, { 'content-type': status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json' });
  res.end(JSON.stringify(body));
}

function api(url, res) {
  if (variant === 'error' && url.pathname !== '/api/v1/book' && url.pathname !== '/api/v1/me')
    return json(res, 503, { type: 'about:blank', title: 'The book is being written', status: 503, detail: 'Another run holds "nordhaven.book" since 09:12. Try again when it has ended.' });
  if (url.pathname === '/api/v1/report.html') {
    res.writeHead(200, { 'content-type': types['.html'] });
    return res.end('<!doctype html><title>Report</title><p>The report.');
  }
  if (url.pathname === '/api/v1/events') {      // nothing ever happens in a made-up book
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    return res.write('event: book\ndata: {"began":1,"version":0}\n\n');
  }
  const body = answers(variant, url.pathname.slice('/api/v1'.length), url.searchParams);
  if (body) json(res, 200, body);
  else json(res, 404, { type: 'about:blank', title: 'Not found', status: 404, detail: `There is nothing at "${url.pathname}".` });
}

createServer((req, res) => {
  const url = new URL(req.url, 'http://fixture');
  if (url.pathname === '/healthz') return json(res, 200, { status: 'ok' });
  if (url.pathname.startsWith('/api/')) return setTimeout(api, variant === 'slow' ? 1500 : 0, url, res);
  const name = /^\/[\w.-]+\.\w+$/.test(url.pathname) && existsSync(join(dist, url.pathname)) ? url.pathname : '/index.html';
  res.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': csp, 'x-content-type-options': 'nosniff' });
  createReadStream(join(dist, name)).pipe(res);
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/ (${variant})`));
