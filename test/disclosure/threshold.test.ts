import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it, vi} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {sample} from '../../pipelines/sample.js';
import {yearly} from '../../pipelines/yearly.js';
import {identifier} from '../../src/db/text.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {attackTables} from '../../src/disclosure/audit/tables.js';
import type {Register} from '../../src/disclosure/register.js';
import {buildForPages} from '../../src/models/build.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {openDoor} from '../../src/site/door.js';
import {quiet} from '../effects.js';
import {signed} from './signed.js';

// the register as it would read with another smallest count, and nothing else of the house changed
vi.mock('../../src/disclosure/register.js', async (original) => {
  const module = await original<typeof import('../../src/disclosure/register.js')>();
  return {
    ...module,
    readRegister: (): Register => {
      const register = module.readRegister();
      return signed({...register, thresholds: {...register.thresholds, smallest_count: 10}});
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-threshold-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

it('ten as the smallest count of the register leaves no count of one to nine, in any table', async () => {
  const home = join(folder, 'workspace');
  const asOf = '2024-01-31';
  const made = await sample(
    {out: join(folder, 'deliveries'), persons: 1500, seed: 5, years: [2021], format: 'parquet'},
    quiet,
  );
  await intake(
    home,
    made.map((d) => d.folder),
    5,
    quiet,
  );
  await yearly(home, [2021], asOf, quiet);
  const workspace = await openWorkspace(home, {mode: 'read'});
  try {
    const catalogue = await layCatalogue(workspace, asOf);
    await buildForPages(catalogue, quiet);
    const {cells, thresholds} = await openDoor(catalogue, asOf);
    expect(thresholds.smallest_count).toBe(10);
    const tables = catalogue.models
      .filter((model) => model.publish)
      .map(({name, columns}) => ({
        name,
        counts: Object.keys(columns).filter((column) => columns[column]?.unit === 'persons'),
      }));
    tables.push({name: 'profile_cells', counts: ['entitled', 'registered', 'not_registered']});
    let seen = 0;
    for (const {name, counts} of tables) {
      for (const count of counts) {
        const column = identifier(count);
        const found = await workspace.rows<{few: number; many: number}>(
          `select count(*) filter (${column} between 1 and 9)::integer as few,
            count(*) filter (${column} >= 10)::integer as many
          from published.${identifier(name)}`,
        );
        expect({name, count, few: found[0]!.few}).toEqual({name, count, few: 0});
        seen += found[0]!.many;
      }
    }
    expect(seen).toBeGreaterThan(500);
    expect(cells.some((cell) => cell.entitled !== null)).toBe(true);
    const steps = await workspace.value<number>(
      'select count(*) from intermediate.waits_merged where registered between 1 and 9',
    );
    expect(steps).toBe(0);
    expect(await attackTables(catalogue, thresholds)).toMatchObject({passed: true});
  } finally {
    workspace.close();
  }
}, 300_000);
