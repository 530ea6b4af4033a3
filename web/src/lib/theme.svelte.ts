// Light or dark: the system's wish, unless the reader chose; the choice is kept in this browser.
export type Theme = 'auto' | 'light' | 'dark';
const KEY = 'throughline.theme', KEYS = 'throughline.keys';

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing still works; the choice lasts until the page is left.
  }
}

class Wishes {
  theme: Theme = $state('auto');
  keys = $state(true);

  constructor() {
    const t = recall(KEY);
    this.theme = t === 'light' || t === 'dark' ? t : 'auto';
    this.keys = recall(KEYS) !== 'off';
    this.#show();
  }
  setTheme(theme: Theme): void {
    this.theme = theme;
    keep(KEY, theme);
    this.#show();
  }
  setKeys(on: boolean): void {
    this.keys = on;
    keep(KEYS, on ? 'on' : 'off');
  }
  #show(): void {
    if (this.theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.theme;
  }
}
export const wishes = new Wishes();
