// A table as a workbook (ISO/IEC 29500, one sheet, the head frozen) in a ZIP without compression: for what the page has worked out or filtered itself.
// Whole lists come from the API as workbooks (`apiWorkbook`). Texts are texts: nothing in a cell is a formula.
import type { Cell } from './csv';

/** What a cell may hold, and a name of a sheet. */
const TEXT_MOST = 32_767, NAME_MOST = 31;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', OOXML = 'http://schemas.openxmlformats.org/';

const escaped = (s: string): string => s.slice(0, TEXT_MOST)
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');

function cellXml(v: Cell): string {
  if (v === null || v === undefined || v === '') return '<c/>';
  if (typeof v === 'boolean') return `<c t="b"><v>${v ? 1 : 0}</v></c>`;
  if (typeof v === 'number' && Number.isFinite(v) && Math.abs(v) <= Number.MAX_SAFE_INTEGER) return `<c><v>${v}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(String(v))}</t></is></c>`;
}

function sheetXml(rows: Cell[][]): string {
  const body = rows.map((r, i) => `<row r="${i + 1}">${r.map(cellXml).join('')}</row>`).join('');
  return `${XML}<worksheet xmlns="${OOXML}spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${body}</sheetData></worksheet>`;
}

function parts(name: string, rows: Cell[][]): [string, string][] {
  const sheet = escaped(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, NAME_MOST)) || '-', rel = `${OOXML}officeDocument/2006/relationships`, type = 'application/vnd.openxmlformats-';
  return [
    ['[Content_Types].xml', `${XML}<Types xmlns="${OOXML}package/2006/content-types"><Default Extension="rels" ContentType="${type}package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}officedocument.spreadsheetml.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${XML}<Relationships xmlns="${OOXML}package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${XML}<workbook xmlns="${OOXML}spreadsheetml/2006/main" xmlns:r="${rel}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${XML}<Relationships xmlns="${OOXML}package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', sheetXml(rows)],
  ];
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const b of bytes) c = table[(c ^ b) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** Fields of a ZIP header: [width in bytes, value]. */
function header(fields: [2 | 4, number][]): Uint8Array {
  const out = new DataView(new ArrayBuffer(fields.reduce((s, [w]) => s + w, 0)));
  let at = 0;
  for (const [w, v] of fields) {
    if (w === 2) out.setUint16(at, v, true);
    else out.setUint32(at, v, true);
    at += w;
  }
  return new Uint8Array(out.buffer);
}

/** The bytes of the workbook, in pieces. The same table gives the same bytes: every entry carries the first day ZIP knows. */
export function xlsxParts(name: string, head: string[], rows: Cell[][]): Uint8Array[] {
  const out: Uint8Array[] = [], index: Uint8Array[] = [], utf8 = new TextEncoder(), DAY = 0x21;
  let at = 0;
  const entries = parts(name, [head, ...rows]);
  for (const [path, text] of entries) {
    const file = utf8.encode(path), bytes = utf8.encode(text);
    // Version 2.0, names in UTF-8, stored.
    const common: [2 | 4, number][] = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, DAY], [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, file.length], [2, 0]];
    out.push(header([[4, 0x04034b50], ...common]), file, bytes);
    index.push(header([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), file);
    at += 30 + file.length + bytes.length;
  }
  const size = index.reduce((s, b) => s + b.length, 0);
  return [...out, ...index, header([[4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, size], [4, at], [2, 0]])];
}

export const xlsxBlob = (name: string, head: string[], rows: Cell[][]): Blob =>
  new Blob(xlsxParts(name, head, rows) as BlobPart[], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
