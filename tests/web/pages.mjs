// Every page and every drawer of the book that is served, with addresses that are there: what access.mjs, craft.mjs and takeaway.mjs look at.

const at = encodeURIComponent;

/** A story to look at, made of the first quotes; taken back by what is returned. */
async function storyMade(suite) {
  const { voices } = await suite.api('/voices?per_page=2'), post = (body) => fetch(suite.base + '/api/v1/decisions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!voices.length) return null;
  const res = await post({ about: 'voices', what: 'story', name: 'To look at', value: voices.map((v) => v.id).join(','), why: 'browser test' });
  if (res.status !== 201) return null;
  const { decision } = await res.json();
  return { id: decision, drop: () => post({ about: 'voices', what: 'undo', decision }) };
}

/** [name, path] of each page; `done` takes back what was made for it. */
export async function bookPages(suite) {
  const { issues } = await suite.api('/issues'), { accounts } = await suite.api('/accounts?page=1&per_page=1'), { signals } = await suite.api('/signals?per_page=1');
  const { comments } = await suite.api('/comments?page=1&per_page=1'), story = await storyMade(suite), key = comments[0]?.key;
  const one = (name, path, x) => (x ? [[name, `${path}/${at(x.id)}`]] : []);
  const pages = [['money', '/'], ['issues', '/issues'], ...one('issue', '/issues', issues[0]), ['signals', '/signals'], ...one('signal', '/signals', signals[0]), ['voices', '/voices'], ['themes', '/voices?view=themes'], ['stories', '/voices?view=stories'], ...one('story-page', '/voices', story),
    ['comments', '/comments'], ...(key ? [['comment', `/comments/${at(key)}`]] : []), ['expectations', '/expectations'], ['accounts', '/accounts'], ['renewals', '/accounts?by=renewals'], ...one('account', '/accounts', accounts[0]), ['drivers', '/drivers'], ['portfolio', '/portfolio'], ['tasks', '/tasks'],
    ['data', '/data'], ['review', '/data?view=review'], ['quarantine', '/data?view=quarantine'], ['findings', '/data?view=findings'], ['ledger', '/data?view=ledger'], ['files', '/data?view=files'], ['sql', '/sql'],
    ...['users', 'tokens', 'provider', 'log', 'settings', 'work', 'health'].map((v) => [`admin-${v}`, `/admin?view=${v}`])];
  return { pages, done: async () => { await story?.drop(); } };
}

/** [name, path] of each explanation of a number. */
export async function drawers(suite) {
  const money = await suite.api('/money'), { accounts } = await suite.api('/accounts?page=1&per_page=1'), { signals } = await suite.api('/signals?per_page=1');
  const sets = (await suite.api('/expectations')).sets ?? [], { options } = await suite.api('/options'), effect = (await suite.api('/drivers')).effects.find((e) => e.grade !== 'D' && e.q !== null && e.q <= 0.05);
  const metric = money.metrics?.[0], audit = money.audits?.find((a) => a.effect !== null), issue = money.issues[0];
  const of = (name, path, kind, x) => (x ? [[`explain-${name}`, `${path}?explain=${at(kind)}`]] : []);
  return [...of('total', '/', 'total', true), ...of('issue', `/issues/${at(issue?.id)}`, String(issue?.id), issue), ...of('signal', '/signals', `signal:${signals[0]?.id}`, signals[0]), ...of('account', `/accounts/${at(accounts[0]?.id)}`, `account:${accounts[0]?.id}`, accounts[0]),
    ...of('set', '/expectations', `set:${sets[0]?.id}`, sets[0]), ...of('option', '/portfolio', `option:${options[0]?.id}`, options[0]), ...of('effect', '/drivers', `effect:${effect?.issue.id}:${effect?.outcome}`, effect),
    ...of('metric', '/', `metric:${metric?.unit}/${metric?.name}`, metric), ...of('audit', '/', `audit:${audit?.action}`, audit), ...of('coverage', '/', 'coverage', money.coverage), ...of('ledger', '/', 'ledger', money.ledger)];
}
