import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {monitor} from '../../pipelines/monitor.js';
import {yearly} from '../../pipelines/yearly.js';
import {quiet} from '../effects.js';
import {writeWithout} from '../rights/mutate.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-quarters-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

it('quarters that miss their lines, their time or some of their wages are counted', async () => {
  await computedTwin(folder, {persons: 1500, seed: 8, years: [2022]}, '2024-06-30');
  const home = join(folder, 'workspace');
  const atFault = async (): Promise<number> =>
    (await monitor(home, quiet)).find((r) => r.name === 'quarters_are_whole' && r.year === 2022)!.failing;
  expect(await atFault()).toBe(0);

  const full = join(folder, 'deliveries', 'dmfa-2022-full-1');
  const hollow = await writeWithout(
    folder,
    full,
    {year: 2022, name: 'hollow'},
    {
      employment_lines: 'quarter = 20224',
      remunerations: 'quarter = 20224 or (quarter = 20222 and hash(person_id) % 4 = 0)',
      services: 'quarter in (20224, 20221)',
    },
  );
  await intake(home, [hollow], 5, quiet);
  await yearly(home, [2022], '2024-06-30', quiet);
  // the fourth is gone, the first has no time and a quarter of the second no wages; the third is as it was
  expect(await atFault()).toBe(3);
}, 120_000);
