// Whether an answer that takes another's place moves what stands on the page: rows that come, go or change places do, figures do not.

/** True when `to` has other things than `from`, or the same in another order; values alone may differ. */
export function moves(from: unknown, to: unknown): boolean {
  if (Array.isArray(from) && Array.isArray(to)) return from.length !== to.length || from.some((x, i) => moves(x, to[i]));
  if (from === null || to === null || typeof from !== 'object' || typeof to !== 'object') return (from === null) !== (to === null);
  const a = from as Record<string, unknown>, b = to as Record<string, unknown>;
  if (a.id !== b.id) return true;
  return Object.keys({ ...a, ...b }).some((k) => !(k in a) || !(k in b) || moves(a[k], b[k]));
}
