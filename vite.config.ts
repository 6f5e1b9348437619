import {defineConfig} from 'vite';

/** The one script and style sheet of the site; its pages are written by `jobbonus build`. */
export default defineConfig({
  root: 'dashboards',
  base: './',
  publicDir: false,
  build: {
    outDir: '../dist/site',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: {polyfill: false},
    assetsInlineLimit: 0,
    rollupOptions: {input: 'dashboards/client.ts'},
    reportCompressedSize: false,
  },
  logLevel: 'warn',
});
