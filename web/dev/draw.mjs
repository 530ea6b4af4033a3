// Stand-ins for the charts that the program draws in C: attributes and colour variables only.

const head = (w, h, label) => `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-label="${label}" font-size="12" fill="var(--soft)">`;

export function costBar(c, max) {
  const x = (v) => (v / max) * 200;
  return head(214, 30, `between ${c.low} and ${c.high}`) +
    `<rect x="${x(c.low).toFixed(1)}" y="8" width="${(x(c.high) - x(c.low)).toFixed(1)}" height="14" rx="2" fill="var(--risk-band)"/>` +
    `<line x1="${x(c.estimate).toFixed(1)}" x2="${x(c.estimate).toFixed(1)}" y1="4" y2="26" stroke="var(--risk)" stroke-width="2.5"/></svg>`;
}

export function spark(values) {
  const max = Math.max(...values), step = 84 / (values.length - 1);
  const points = values.map((v, i) => `${(i * step).toFixed(1)},${(24 - (v / max) * 20).toFixed(1)}`).join(' ');
  return head(90, 28, `weekly, last ${values.at(-1)}`) + `<polyline points="${points}" fill="none" stroke="var(--ink)" stroke-width="1.5"/></svg>`;
}

export function line(values, title) {
  const max = Math.max(...values) * 1.25, step = 500 / (values.length - 1);
  const at = (v, i) => `${(40 + i * step).toFixed(1)},${(165 - (v / max) * 140).toFixed(1)}`;
  const band = values.map((v, i) => at(v * 1.2, i)).concat(values.map((v, i) => at(v * 0.8, i)).reverse()).join(' ');
  const ticks = [0, 0.25, 0.5, 0.75].map((f) => `<line x1="40" x2="540" y1="${165 - f * 140}" y2="${165 - f * 140}" stroke="var(--line)"/><text x="34" y="${169 - f * 140}" text-anchor="end">${Math.round(f * max)} %</text>`).join('');
  return head(560, 190, title) + ticks + `<polygon points="${band}" fill="var(--mute-band)" opacity="0.7"/><polyline points="${values.map(at).join(' ')}" fill="none" stroke="var(--ink)" stroke-width="2"/>` +
    `<text x="40" y="184">Jan 2024</text><text x="540" y="184" text-anchor="end">Sep 2025</text></svg>`;
}

export function forest(rows, title) {
  const x = (v) => 430 + v * 1150;
  const body = rows.map(([name, e, l, h, soft], i) => {
    const y = 20 + i * 26, c = soft ? 'var(--soft)' : 'var(--ink)';
    return `<text x="0" y="${y + 4}">${name}</text><line x1="${x(l)}" x2="${x(h)}" y1="${y}" y2="${y}" stroke="${c}" stroke-width="2"/><circle cx="${x(e)}" cy="${y}" r="4" fill="${c}"/>` +
      `<text x="545" y="${y + 4}" text-anchor="end" fill="var(--ink)" font-weight="600">${(e * 100).toFixed(1)}</text>`;
  }).join('');
  return head(560, 50 + rows.length * 26, title) + `<line x1="430" x2="430" y1="6" y2="${16 + rows.length * 26}" stroke="var(--faint)"/>${body}<text x="430" y="${36 + rows.length * 26}" text-anchor="middle">no effect</text></svg>`;
}

export function bars(rows, title) {
  const body = rows.map((r, i) => `<text x="0" y="${14 + i * 22}">${r.role}</text><rect x="112" y="${6 + i * 22}" width="140" height="9" rx="2" fill="var(--mute-band)"/>` +
    `<rect x="112" y="${6 + i * 22}" width="${Math.round(140 * r.share)}" height="9" rx="2" fill="var(--accent)"/><text x="260" y="${14 + i * 22}" fill="var(--ink)" font-weight="600">${Math.round(r.share * 100)} %</text>`).join('');
  return head(300, rows.length * 22 + 4, title) + body + '</svg>';
}
