import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {beforeColumn, shownBefore as textOf} from '../../dashboards/shown-before.js';
import {peopleModel} from '../../src/disclosure/groupings.js';
import {readRegister} from '../../src/disclosure/register.js';
import {type Remembered, type ShownCell, shownBefore} from '../../src/disclosure/release.js';
import {openDoor} from '../../src/site/door.js';
import type {Row} from '../../src/site/page.js';
import {emptyWorkspace} from '../workspaces.js';

const [men, women] = ['2022|by_sex|Man', '2022|by_sex|Vrouw'];

function release(
  name: string,
  asOf: string,
  ...cells: [id: string, entitled: number, missing: number | null][]
) {
  return {
    ...{name, as_of: asOf, run: '', cells_sha256: ''},
    cells: cells.map(([id, entitled, notRegistered]): ShownCell => ({id, entitled, notRegistered})),
  } satisfies Remembered;
}

describe('what was shown before of a hidden cell', () => {
  const world = emptyWorkspace('2024-06-30');
  let publish: (earlier: readonly Remembered[]) => Promise<Record<string, Row>>;

  beforeAll(async () => {
    const {catalogue} = await world.open();
    const {workspace, models} = catalogue;
    const people = peopleModel(models)!;
    await workspace.run(`
      create table made_people as
      select * replace (
        2022 as reference_year, row_no as person_key, 10000 as payable_cents, 0 as paid_cents,
        if(row_no % 10 = 0, null, date '2024-02-01') as registered_on, if(row_no < 400, 'Man', 'Vrouw') as by_sex)
      from (from ${people.relation} limit 0) right join range(1000) as numbers (row_no) on false`);
    const inMade = models.map((m) => (m === people ? {...m, relation: 'made_people'} : m));
    publish = async (earlier) => {
      await openDoor({...catalogue, models: inMade}, '2026-01-31', readRegister(), earlier);
      const rows = await workspace.rows<Record<string, never>>(
        `from published.profile_cells where dimension = 'by_sex'`,
      );
      return Object.fromEntries(rows.map((row) => [String(row.category), row as Row]));
    };
  });
  afterAll(() => world.close());

  it('stands beside it with its day, and leaves the count of today hidden', async () => {
    const open = (await publish([])).Man!;
    expect(open).toMatchObject({not_registered: 40, before_on: null, hidden: ''});
    const row = (await publish([release('0001', '2024-06-01', [men, 400, 42], [women, 600, 58])])).Man!;
    expect(row).toMatchObject({
      ...{not_registered: null, rate: null, share: null},
      ...{entitled_before: 400, not_registered_before: 42, before_on: '2024-06-01'},
    });
    expect(textOf(row)).toBe('10,5% (42) op 01/06/2024');
    expect(beforeColumn([{...row, before: textOf(row)}])).toHaveLength(1);
  });

  it('is nothing where the cell is shown, was never shown, or only in a release seen from a later day', async () => {
    const many = (await publish([release('0001', '2024-06-01', [men, 400, 90], [women, 600, 110])])).Man!;
    expect(many).toMatchObject({not_registered: 40, entitled_before: null, before_on: null});
    const late = (await publish([release('0001', '2024-07-31', [men, 400, 42], [women, 600, 58])])).Man!;
    expect(late).toMatchObject({not_registered: null, entitled_before: null, before_on: null});
    expect(textOf(late)).toBe('');
    expect(beforeColumn([{...late, before: ''}])).toEqual([]);
  });

  it('is of the latest release that showed it whole', () => {
    const earlier = [
      release('0003', '2024-05-01', [men, 400, 60]),
      release('0001', '2024-06-01', [men, 400, 50]),
      release('0004', '2024-06-08', [men, 400, null]),
      release('0002', '2024-06-30', [men, 400, 41]),
    ];
    expect(shownBefore(earlier, '2024-06-30').get(men)).toMatchObject({
      asOf: '2024-06-01',
      notRegistered: 50,
    });
  });
});
