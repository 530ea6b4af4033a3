import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** What is bundled from others travels with its licence. */
function licences() {
  const parts = [
    ['Inter, the typeface (SIL Open Font License 1.1)', 'node_modules/@fontsource-variable/inter/LICENSE'],
    ['Svelte, the runtime (MIT)', 'node_modules/svelte/LICENSE.md'],
  ];
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const source = parts.map(([name, path]) => `${name}\n\n${readFileSync(path, 'utf8').trim()}\n`).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}

// The server sends a strict Content-Security-Policy and embeds dist/ as it lies: so one flat folder,
// hashed names, one script, one style sheet, nothing inlined and no source maps.
export default defineConfig({
  plugins: [svelte(), licences()],
  base: '/',
  build: {
    target: 'es2022',
    assetsDir: '',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: { output: { entryFileNames: 'page-[hash].js', assetFileNames: '[name]-[hash][extname]' } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4173', '/healthz': 'http://127.0.0.1:4173' } },
});
