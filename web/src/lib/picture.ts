// A chart as a file: the SVG with its colours written out, or the same painted on a canvas of twice the size.

function resolved(svg: SVGElement): SVGElement {
  const copy = svg.cloneNode(true) as SVGElement;
  const live = [svg, ...svg.querySelectorAll<SVGElement>('*')], made = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  live.forEach((e, i) => {
    const style = getComputedStyle(e);
    for (const name of ['fill', 'stroke'] as const) if (e.hasAttribute(name)) made[i]?.setAttribute(name, style[name]);
  });
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  return copy;
}

export const svgText = (svg: SVGElement): string => new XMLSerializer().serializeToString(resolved(svg));

export function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob), a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export async function pngOf(svg: SVGElement): Promise<Blob | null> {
  const box = svg.getAttribute('viewBox')?.split(/[\s,]+/).map(Number), width = box?.[2] ?? 560, height = box?.[3] ?? 200, image = new Image();
  image.width = width;
  image.height = height;
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svgText(svg));
  await image.decode();
  const canvas = document.createElement('canvas'), at = canvas.getContext('2d');
  canvas.width = width * 2;
  canvas.height = height * 2;
  if (!at) return null;
  at.fillStyle = getComputedStyle(document.body).backgroundColor;
  at.fillRect(0, 0, canvas.width, canvas.height);
  at.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
