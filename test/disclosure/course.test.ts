import {describe, expect, it} from 'vitest';
import {alignmentProblems, courseProblems, problemOf} from '../../src/disclosure/audit/tables.js';
import {gathered, keptSteps} from '../../src/disclosure/course.js';

const k = 5;

describe('a course in time', () => {
  it('keeps the last step and only steps between which nobody or enough people came', () => {
    const counts = [
      [0, 0],
      [3, 9],
      [6, 12],
      [8, 20],
      [8, 20],
      [14, 26],
    ];
    const kept = keptSteps(
      counts.map((values, step) => ({step, counts: values})),
      k,
    );
    expect(kept.map(({step}) => step)).toEqual([0, 3, 4, 5]);
  });

  it('lets events wait until enough have gathered, and loses none', () => {
    expect(gathered([2, 2, 3, 0, 9, 1], k)).toEqual([0, 0, 7, 0, 10, 0]);
    expect(gathered([1, 1], k)).toEqual([0, 2]);
  });

  it('gathers no events across the end of a longer step', () => {
    const isEnd = (step: number): boolean => step === 3;
    expect(gathered([6, 0, 3, 2, 4, 4], k, isEnd)).toEqual([6, 0, 0, 5, 0, 8]);
    expect(gathered([6, 0, 1, 2, 4, 4], k, isEnd)).toEqual([9, 0, 0, 0, 0, 8]);
    expect(gathered([6, 0, 1, 2, 4], k, isEnd)).toEqual([9, 0, 0, 0, 4]);
    expect(gathered([6, 0, 1, 2, 4, 4], k)).toEqual([6, 0, 0, 0, 11, 0]);
  });

  it('agrees with one in longer steps on every day on which such a step ends', () => {
    const days = {name: 'days', course: {step: 'day', events: ['registered'], coarser: 'weeks'}};
    const weeks = {name: 'weeks', course: {step: 'week_no', totals: ['registered'], ends_on: 'ends_on'}};
    const row = (day: string, registered: number) => ({reference_year: 2022, day, registered});
    const longer = ['2022-11-06', '2022-11-13', '2022-11-20'].map((ends_on) => ({
      ...{reference_year: 2022, dimension: 'by_total', ends_on},
    }));
    const raw = [row('2022-11-08', 9), row('2022-11-13', 2), row('2022-11-14', 8)];
    const aligned = [row('2022-11-08', 11), row('2022-11-14', 8)];
    expect(alignmentProblems(days, aligned, raw, longer, [days, weeks])).toEqual([]);
    // the two of Sunday told of by Monday: the week before holds two more than its days
    const across = [row('2022-11-08', 9), row('2022-11-14', 10)];
    expect(alignmentProblems(days, across, raw, longer, [days, weeks])).toEqual([
      'days 2022: registered is gathered across 2022-11-06 or 2022-11-13',
      'days 2022: registered is gathered across 2022-11-13 or 2022-11-20',
    ]);
  });

  it('is caught by a running total that judges only, and stays behind', () => {
    const model = {
      name: 'months',
      key: ['reference_year', 'month'],
      course: {step: 'month', totals: ['payments']},
    };
    const row = (month: string, payments: number) => ({reference_year: 2021, month, payments});
    const raw = [row('2024-10', 40), row('2024-11', 43), row('2024-12', 49), row('2025-01', 49)];
    const told = (...months: string[]) => months.map((month) => ({reference_year: 2021, month, euro: 1}));
    expect(courseProblems(model, told('2024-10', '2024-12', '2025-01'), raw, k)).toEqual([]);
    expect(courseProblems(model, told('2024-10', '2024-11', '2025-01'), raw, k)).toEqual([
      'months 2021: payments grows by a few at 2024-11',
    ]);
  });

  it('is caught when two running totals differ by a few', () => {
    const model = {
      name: 'weeks',
      key: ['reference_year', 'week_no'],
      course: {step: 'week_no', totals: ['registered']},
    };
    const rows = [9, 10, 2].map((week_no, i) => ({
      reference_year: 2022,
      week_no,
      registered: [20, 30, 12][i]!,
    }));
    expect(courseProblems(model, rows, rows, k)).toEqual([]);
    const closer = [...rows, {reference_year: 2022, week_no: 11, registered: 33}];
    expect(courseProblems(model, closer, closer, k)).toEqual(['weeks 2022: registered grows by a few at 11']);
  });
});

describe('the rules of a published table, judged again', () => {
  const model = {
    key: ['year'],
    columns: {
      entitled: {unit: 'persons'},
      paid: {unit: 'persons', within: 'entitled'},
      paid_eur: {unit: 'EUR', of: 'paid'},
    },
  };
  const truth = {year: 2022, entitled: 40, paid: 20, paid_eur: '9000.00'};

  it('hold for a row that shows what may be shown', () => {
    expect(problemOf(model, {...truth, hidden: ''}, truth, k)).toBeUndefined();
    const hides = {...truth, paid: null, paid_eur: null, hidden: 'paid paid_eur'};
    expect(problemOf(model, hides, {...truth, paid: 3}, k)).toBeUndefined();
  });

  it.each([
    ['a small count', {...truth, paid: 3, hidden: ''}, {...truth, paid: 3}, /small count/],
    ['a small remainder', {...truth, paid: 38, hidden: ''}, {...truth, paid: 38}, /remainder/],
    [
      'a figure about a hidden count',
      {...truth, paid: null, hidden: 'paid'},
      {...truth, paid: 3},
      /hidden count/,
    ],
    ['a hidden count that stands there', {...truth, hidden: 'paid'}, truth, /stands there/],
    ['an empty cell without its sign', {...truth, paid: null, hidden: ''}, truth, /not named hidden/],
    ['a column that no header names', {...truth, hidden: '', person_key: 7}, truth, /not in the header/],
  ])('catch %s', (_, row, from, problem) => {
    expect(problemOf(model, row, from, k)).toMatch(problem);
  });
});
