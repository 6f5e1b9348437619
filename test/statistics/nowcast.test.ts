import {expect, it} from 'vitest';
import {type DelayRow, nowcast} from '../../src/statistics/nowcast.js';

// of a hundred events a week: 40 known at once, 30 a week later, 20 after two weeks, 10 after three
const shares = [40, 30, 20, 10];
const rows: DelayRow[] = Array.from({length: 30}, (_, eventWeek) =>
  shares.map((persons, delay) => ({eventWeek, knownWeek: eventWeek + delay, persons})),
).flat();

it('gives back the hundred of every week of which at least half is known', () => {
  const weeks = nowcast(rows, 29, 3);
  expect(weeks.map((w) => w.known)).toEqual([90, 70, 40]);
  expect(weeks.map((w) => w.completeness)).toEqual([
    expect.closeTo(0.9, 12),
    expect.closeTo(0.7, 12),
    expect.closeTo(0.4, 12),
  ]);
  expect(weeks[0]!.estimate).toBeCloseTo(100, 9);
  expect(weeks[1]!.estimate).toBeCloseTo(100, 9);
  // less than half known: preliminary, not estimated
  expect(weeks[2]!.estimate).toBeNull();
});

it('looks at nothing that was not known yet', () => {
  expect(nowcast(rows, 20, 3)).toEqual(
    nowcast(
      rows.filter((row) => row.knownWeek <= 20),
      20,
      3,
    ),
  );
});
