// Where the reader is. Addresses are ordinary links; this only spares the reload and keeps the place
// on each page in history.state, so that Back returns to the same row.
import { hrefWith, routeOf, type Route } from './route';

class Router {
  route: Route = $state.raw(routeOf(location.pathname, location.search));

  get query(): URLSearchParams {
    return this.route.query;
  }

  href(change: Record<string, string | number | null>): string {
    return hrefWith(this.route.path, this.route.query, change);
  }

  go(href: string, options: { replace?: boolean; focus?: boolean } = {}): void {
    const url = new URL(href, location.href);
    const moved = url.pathname !== location.pathname;
    if (options.replace) history.replaceState(history.state, '', url);
    else {
      history.replaceState({ y: scrollY }, '');
      history.pushState({ y: 0 }, '', url);
    }
    this.route = routeOf(url.pathname, url.search);
    if (moved) {
      scrollTo(0, 0);
      this.arrive();
    }
  }

  /** Changes only the query: filters, the page of a list, the open drawer. */
  set(change: Record<string, string | number | null>, replace = false): void {
    this.go(this.href(change), { replace });
  }

  start(): () => void {
    history.scrollRestoration = 'manual';
    const back = (e: PopStateEvent): void => {
      const moved = this.route.path !== location.pathname;
      this.route = routeOf(location.pathname, location.search);
      const y = (e.state as { y?: number } | null)?.y ?? 0;
      if (moved) {
        this.arrive();
        this.settle(y, performance.now() + 10000);
      }
    };
    const click = (e: MouseEvent): void => {
      const a = (e.target as Element | null)?.closest?.('a');
      if (!a || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
      if (a.origin !== location.origin || a.target || a.hasAttribute('download') || a.pathname.startsWith('/api/')) return;
      if (a.hash && a.pathname === location.pathname) return;
      e.preventDefault();
      this.go(a.href);
    };
    addEventListener('popstate', back);
    document.addEventListener('click', click);
    return () => {
      removeEventListener('popstate', back);
      document.removeEventListener('click', click);
    };
  }

  // The page fills as its answers come: it is scrolled to where it was once it is long enough, unless the reader went on meanwhile.
  private settle(y: number, until: number): void {
    const path = this.route.path;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (this.route.path !== path || (scrollY > 0 && y > 0)) return;
      if (document.documentElement.scrollHeight >= y + innerHeight || performance.now() > until) scrollTo(0, y);
      else this.settle(y, until);
    }));
  }

  // A screen reader hears the new page's name: focus goes to the main part, not to the top of the document.
  private arrive(): void {
    requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
  }
}

export const router = new Router();
