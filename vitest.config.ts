import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // DuckDB and Chromium use both cores by themselves
    maxWorkers: 2,
  },
});
