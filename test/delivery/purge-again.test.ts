import {describe, expect, it} from 'vitest';
import {againByDay} from '../../pipelines/purge.js';

const seen = new Map([
  [2021, '2024-06-30'],
  [2022, '2024-10-31'],
  [2023, '2024-06-30'],
]);

describe('what a purge computes again', () => {
  it('is every open year from its own day', () => {
    expect(againByDay(seen, new Set())).toEqual([
      {day: '2024-06-30', years: [2021, 2023]},
      {day: '2024-10-31', years: [2022]},
    ]);
  });

  it('is nothing on a day that only closed years were seen from: no year would mean all of them', () => {
    expect(againByDay(seen, new Set([2021, 2023]))).toEqual([{day: '2024-10-31', years: [2022]}]);
  });

  it('is once what spans years where all are closed, and nothing where nothing is left', () => {
    expect(againByDay(seen, new Set([2021, 2022, 2023]))).toEqual([{day: '2024-06-30', years: []}]);
    expect(againByDay(new Map(), new Set())).toEqual([]);
  });
});
