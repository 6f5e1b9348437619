import {expect, it} from 'vitest';
import {attackInternal, attackPlan} from '../../src/disclosure/audit/internal.js';
import {plantLeaks} from '../../src/disclosure/audit/mutations.js';
import {type Cell, cellId, noMost, sumsOf} from '../../src/disclosure/cells.js';
import {plannedCells, protect} from '../../src/disclosure/protect.js';
import {readRegister} from '../../src/disclosure/register.js';
import {type InternalRelease, pastOf, type Remembered} from '../../src/disclosure/release.js';
import {drawing} from '../../src/statistics/drawing.js';

const register = readRegister();

/** A cube of ages and sexes from a list of counts, with every margin. */
function cube(
  rows: readonly (readonly [age: string, sex: string, entitled: number, missing: number])[],
): Cell[] {
  const cells = new Map<string, Cell>();
  for (const [age, sex, entitled, notRegistered] of rows) {
    for (const [family, levels] of [
      [[], []],
      [['by_age'], [age]],
      [['by_sex'], [sex]],
      [
        ['by_age', 'by_sex'],
        [age, sex],
      ],
    ] as const) {
      const id = cellId(2022, family, levels);
      const before = cells.get(id);
      const missing = (before?.notRegistered ?? 0) + notRegistered;
      cells.set(id, {
        ...{year: 2022, family, levels, id},
        entitled: (before?.entitled ?? 0) + entitled,
        notRegistered: missing,
        entitledCents: 0,
        notRegisteredCents: missing * 30_000,
        entitledMost: noMost,
        notRegisteredMost: [missing > 0 ? 30_000 : 0, missing > 1 ? 30_000 : 0],
      });
    }
  }
  return [...cells.values()];
}

async function release(
  cells: readonly Cell[],
  earlier: readonly Remembered[] = [],
): Promise<InternalRelease> {
  const years = await protect(cells, register, register.thresholds, new Map(), pastOf(earlier));
  return {
    ...{tier: 'internal', years, families: [], thresholds: register.thresholds},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: 'x', builtOn: '2025-01-31', smallestCount: 5},
    cells: plannedCells(years),
  };
}

const rows = [
  ['18–24', 'Man', 400, 3],
  ['18–24', 'Vrouw', 500, 40],
  ['25–34', 'Man', 600, 30],
  ['25–34', 'Vrouw', 700, 2],
  ['35–44', 'Man', 300, 25],
  ['35–44', 'Vrouw', 350, 21],
] as const;

it('a small count is hidden with what would give it away, and no reader can narrow it down', async () => {
  const made = await release(cube(rows));
  const shown = new Map(made.cells.map((cell) => [cell.id, cell]));
  expect(shown.get('2022|by_age by_sex|18–24 · Man')).toMatchObject({entitled: 400, notRegistered: null});
  expect(shown.get('2022|by_total|Iedereen')).toMatchObject({entitled: 2850, notRegistered: 121});
  const lines = await attackInternal(made, []);
  expect(lines.filter((line) => line.gates && !line.passed)).toEqual([]);
});

it('an amount that is nearly all of one person is hidden with its count, waiting or not', async () => {
  const id = '2022|by_age by_sex|35–44 · Man';
  const seen = async (change: Partial<Cell>) => {
    const cells = cube(rows).map((cell) => (cell.id === id ? {...cell, ...change} : cell));
    return (await release(cells)).cells.find((cell) => cell.id === id)!;
  };
  // 300 people, of whom the second could work out the largest where the others together are less than a tenth of it
  expect(await seen({entitledCents: 65_000, entitledMost: [50_000, 10_000]})).toMatchObject({entitled: 300});
  expect(await seen({entitledCents: 64_999, entitledMost: [50_000, 10_000]})).toMatchObject({entitled: null});
  expect(await seen({notRegisteredCents: 64_999, notRegisteredMost: [50_000, 10_000]})).toMatchObject({
    ...{entitled: 300, notRegistered: null},
  });
});

it('on random tables every promise of the suppression holds for an attacker with a solver', async () => {
  const next = drawing(7);
  const draw = (n: number): number => Math.floor(next() * n);
  for (let round = 0; round < 8; round++) {
    const random = ['a', 'b', 'c', 'd', 'e'].flatMap((age) =>
      ['M', 'V', 'X'].map((sex) => {
        const missing = draw(3) === 0 ? draw(4) : draw(40);
        return [age, sex, missing + draw(200), missing] as const;
      }),
    );
    const lines = await attackInternal(await release(cube(random)), []);
    expect(lines.filter((line) => line.id === 'S1' || line.id === 'S2')).toMatchObject([
      {broken: 0},
      {broken: 0},
    ]);
  }
});

it('a planted leak is found by the attacks themselves, or is proven to give nothing away', async () => {
  const made = await release(cube(rows));
  const pool = made.years.flatMap(({cells, suppression: {rulings}}) =>
    cells.flatMap(({id}) =>
      (['entitled', 'notRegistered'] as const)
        .filter((count) => rulings.get(id)![count === 'entitled' ? count : 'parts'] === 'x')
        .map((count) => ({id, count, truth: cells.find((c) => c.id === id)![count]})),
    ),
  );
  expect(pool.length).toBeGreaterThan(3);
  let leaks = 0;
  for (const [i, {id, count, truth}] of pool.entries()) {
    // the whole attack on a release that shows this count, from the start
    const cells = made.cells.map((cell) => (cell.id === id ? {...cell, [count]: truth} : cell));
    const isFound = (await attackInternal({...made, cells}, [])).some((line) => !line.passed);
    const line = await plantLeaks(made, [], 1, () => i / pool.length);
    expect(line.finding, id).toBe(
      `${isFound ? 1 : 0} leaks found; ${isFound ? 0 : 1} more gave nothing away`,
    );
    leaks += Number(isFound);
  }
  expect(await plantLeaks(made, [], 200, () => 0)).toMatchObject({tried: leaks, broken: 0, passed: true});
  expect(leaks).toBeGreaterThan(0);
});

it('a published cell that is not as it was decided is named', async () => {
  const made = await release(cube(rows));
  const hidden = made.cells.find((cell) => cell.notRegistered === null)!;
  const cells = made.cells.map((cell) => (cell === hidden ? {...cell, notRegistered: 7} : cell));
  expect(attackPlan(made)).toMatchObject({id: 'S7', passed: true});
  expect(attackPlan({...made, cells})).toMatchObject({passed: false, broken: 1});
  expect(attackPlan({...made, cells: cells.slice(1)}).broken).toBe(2);
});

it('two releases that differ by three people are held back, with the table named', async () => {
  const made = await release(cube(rows));
  const before = made.cells.map((cell) =>
    cell.id === '2022|by_sex|Man' ? {...cell, entitled: cell.entitled! - 3} : cell,
  );
  const earlier = [{name: '0001', as_of: '2025-01-24', run: 'y', cells_sha256: '', cells: before}];
  const line = (await attackInternal(made, earlier)).find((l) => l.id === 'S6');
  expect(line).toMatchObject({passed: false, broken: 1});
  expect(line?.finding).toContain('2022|by_sex|Man against release 0001');
});

it('a count a few away from one that was shown is hidden, until it has moved on', async () => {
  const week = (more: number): Cell[] =>
    cube(
      rows.map(([age, sex, entitled, missing]) =>
        age === '35–44' && sex === 'Man'
          ? [age, sex, entitled + more, missing + more]
          : [age, sex, entitled, missing],
      ),
    );
  const earlier: Remembered[] = [];
  const seen: (number | null)[] = [];
  for (const more of [0, 3, 4, 5, 5]) {
    const made = await release(week(more), earlier);
    const broken = (await attackInternal(made, earlier)).filter((line) => !line.passed);
    expect(broken, `${more} more`).toEqual([]);
    const shown = new Map(made.cells.map((cell) => [cell.id, cell]));
    seen.push(shown.get('2022|by_age|35–44')!.entitled);
    // everybody of the year stays exact
    expect(shown.get('2022|by_total|Iedereen')!.entitled).toBe(2850 + more);
    earlier.push({name: String(earlier.length), as_of: '', run: '', cells_sha256: '', cells: made.cells});
  }
  expect(seen).toEqual([650, null, null, 655, 655]);
});

it('hides everything of a year whose total is a handful', async () => {
  const made = await release(cube([['18–24', 'Man', 3, 1]]));
  expect(made.cells.every((cell) => cell.entitled === null && cell.notRegistered === null)).toBe(true);
});

it('the sums of a cube are all its margins', () => {
  expect(sumsOf(cube(rows)).length).toBe(2 + 3 + 2);
});
