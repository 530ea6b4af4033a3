// Tables as CSV (RFC 4180, CRLF, UTF-8 with a mark so that spreadsheets see it). A text that a
// spreadsheet would run as a formula gets a leading apostrophe; numbers are written as they are.

export type Cell = string | number | boolean | null | undefined;

function cellText(v: Cell): string {
  if (v === null || v === undefined) return '';
  if (typeof v !== 'string') return String(v);
  const safe = /^[=+\-@\t\r]/.test(v) ? "'" + v : v;
  return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

export function csvText(head: string[], rows: Cell[][]): string {
  return '\ufeff' + [head, ...rows].map((r) => r.map(cellText).join(',') + '\r\n').join('');
}

export const csvSave = (name: string, text: string): void => blobSave(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));

export function blobSave(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
