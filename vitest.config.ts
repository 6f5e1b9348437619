import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // DuckDB and Chromium use both cores by themselves
    maxWorkers: 2,
    // no test changes what another one imports, so the modules are loaded once a worker
    isolate: false,
  },
});
