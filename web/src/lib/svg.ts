// Makes a chart from the API safe to put into the page: nothing that runs, loads or styles, and ids
// that no other chart on the page has. The server draws the charts and is trusted, but customers'
// words are in them, and a list holds the same chart many times.

const DROP = 'script,foreignObject,iframe,style,image,animate,set';

export function chartElement(svg: string, prefix: string): SVGElement | null {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg' || root.querySelector('parsererror')) return null;
  for (const e of root.querySelectorAll(DROP)) e.remove();
  for (const e of [root, ...root.querySelectorAll('*')]) {
    for (const a of [...e.attributes]) {
      const outside = a.localName === 'href' && !a.value.startsWith('#');
      if (a.name.startsWith('on') || a.name === 'style' || outside) e.removeAttributeNode(a);
      else if (a.name === 'id') a.value = prefix + a.value;
      else if (a.localName === 'href') a.value = '#' + prefix + a.value.slice(1);
      else if (/^aria-(labelledby|describedby)$/.test(a.name)) a.value = a.value.split(/\s+/).map((id) => prefix + id).join(' ');
      else if (a.value.includes('url(#')) a.value = a.value.replaceAll('url(#', `url(#${prefix}`);
    }
  }
  return document.importNode(root, true) as unknown as SVGElement;
}
