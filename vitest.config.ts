import {defineConfig} from 'vitest/config';
import {BaseSequencer, type TestSpecification} from 'vitest/node';

/** The files that take longest, longest first: one of them begun last would run alone at the end. */
const long = [
  'browser/site',
  'pipelines/agreement',
  'cli/results',
  'pipelines/bulk',
  'data-samples/twin',
  'delivery/purge',
  'disclosure/site-reader',
  'pipelines/monitor',
  'rights/sums',
  'rights/incremental',
  'pipelines/determinism',
  'data-samples/calibration',
  'delivery/full-and-delta',
  'pipelines/again',
  'scenarios/simulate',
  'delivery/crash',
  'rights/plan',
  'delivery/personal',
  'cases/cases',
  'disclosure/threshold',
  'disclosure/public',
  'rights/ledger',
  'pipelines/nowcast',
  'delivery/same-rows',
  'budget/desk',
  'pipelines/pinned',
  'delivery/columns',
  'pipelines/freshness',
  'delivery/duplicates',
  'site/few',
  'pipelines/whole-quarters',
  'budget/mid-month',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({moduleId}: TestSpecification): number => {
      const at = long.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at === -1 ? long.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

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
    sequence: {sequencer: LongestFirst},
  },
});
