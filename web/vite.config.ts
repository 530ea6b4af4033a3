import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The server sends a strict Content-Security-Policy and embeds dist/ as it lies: so one flat folder,
// hashed names, one script, one style sheet, nothing inlined and no source maps.
export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    target: 'es2022',
    assetsDir: '',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        entryFileNames: 'page-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4173', '/healthz': 'http://127.0.0.1:4173' } },
});
