import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it, vi} from 'vitest';
import {identifier} from '../../src/db/text.js';
import type {Register} from '../../src/disclosure/register.js';
import {quiet} from '../effects.js';
import {signed} from './signed.js';

const place = '../../src/disclosure/register.js';

/** The house as it is where the register has another smallest count: read anew, for this file alone. */
async function houseWith(smallest_count: number) {
  const {readRegister, ...others} =
    await vi.importActual<typeof import('../../src/disclosure/register.js')>(place);
  const {thresholds, ...rest} = readRegister();
  const register: Register = signed({...rest, thresholds: {...thresholds, smallest_count}});
  vi.resetModules();
  vi.doMock(place, () => ({...others, readRegister: () => register}));
  return {
    ...(await import('../../pipelines/intake.js')),
    ...(await import('../../pipelines/sample.js')),
    ...(await import('../../pipelines/yearly.js')),
    ...(await import('../../src/db/workspace.js')),
    ...(await import('../../src/disclosure/audit/tables.js')),
    ...(await import('../../src/models/build.js')),
    ...(await import('../../src/models/catalogue.js')),
    ...(await import('../../src/site/door.js')),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-threshold-'));
afterAll(() => {
  vi.doUnmock(place);
  vi.resetModules();
  rmSync(folder, {recursive: true, force: true});
});

it('ten as the smallest count of the register leaves no count of one to nine, in any table', async () => {
  const {attackTables, buildForPages, intake, layCatalogue, openDoor, openWorkspace, sample, yearly} =
    await houseWith(10);
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
        counts: Object.keys(columns).filter(
          (column) => columns[column]?.unit === 'persons' && !columns[column]?.stays,
        ),
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
