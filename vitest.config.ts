import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // workers of one thread each: on tables this small a second thread costs more than it does, and a worker that
    // waits for a browser or another process leaves its core to the third
    maxWorkers: 3,
    env: {JOBBONUS_THREADS: '1'},
    // no test changes what another one imports, so the modules are loaded once a worker
    isolate: false,
  },
});
