import {describe, expect, it} from 'vitest';
import {benjaminiHochberg, normalTail} from '../../src/statistics/benjamini-hochberg.js';
import {averageMarginalEffect, fitLogistic, type GroupedRow} from '../../src/statistics/logistic.js';
import {wilson} from '../../src/statistics/proportions.js';
import {type Stratum, splitGap, standardise} from '../../src/statistics/standardise.js';

/** Rows of a design whose first column is the constant. */
const row = (total: number, hits: number, ...x: number[]): GroupedRow => ({
  columns: [0, ...x.map((_, i) => i + 1)],
  values: [1, ...x],
  total,
  hits,
});

/** R: UCBAdmissions. Department, men admitted and rejected, women admitted and rejected (Bickel et al. 1975). */
const admissions = [
  ['A', 512, 313, 89, 19],
  ['B', 353, 207, 17, 8],
  ['C', 120, 205, 202, 391],
  ['D', 138, 279, 131, 244],
  ['E', 53, 138, 94, 299],
  ['F', 22, 351, 24, 317],
] as const;

describe('the estimators reproduce published results', () => {
  it('Newcombe (1998), table I: Wilson limits', () => {
    const table: readonly [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [hits, total, low, high] of table) {
      const {low: a, high: b} = wilson(hits, total);
      expect([a.toFixed(4), b.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
    }
  });

  it('UCBAdmissions: admission on sex and department', () => {
    const rows = admissions.flatMap(([, ma, mr, wa, wr], d) => {
      const departments = [1, 2, 3, 4, 5].map((i) => (i === d ? 1 : 0));
      return [row(ma + mr, ma, 0, ...departments), row(wa + wr, wa, 1, ...departments)];
    });
    const fit = fitLogistic(rows, 7);
    const printed = [0.58205, 0.09987, -0.0434, -1.2626, -1.29461, -1.73931, -3.30648];
    printed.forEach((value, i) => {
      expect(fit.coefficients[i]).toBeCloseTo(value, 5);
    });
    expect(fit.deviance).toBeCloseTo(20.204, 3);
    expect(fit.degreesOfFreedom).toBe(5);
    // more spread than the binomial: errors widen by it
    expect(fit.standardErrors[1]! / Math.sqrt(fit.dispersion)).toBeCloseTo(0.08085, 5);
    isSolution(rows, fit.coefficients);
  });

  it('Titanic: survival on class, sex and age', () => {
    // class, sex, age, died, survived (R: Titanic)
    const people: readonly [number, number, number, number, number][] = [
      [0, 0, 0, 0, 5],
      [1, 0, 0, 0, 11],
      [2, 0, 0, 35, 13],
      [0, 1, 0, 0, 1],
      [1, 1, 0, 0, 13],
      [2, 1, 0, 17, 14],
      [0, 0, 1, 118, 57],
      [1, 0, 1, 154, 14],
      [2, 0, 1, 387, 75],
      [3, 0, 1, 670, 192],
      [0, 1, 1, 4, 140],
      [1, 1, 1, 13, 80],
      [2, 1, 1, 89, 76],
      [3, 1, 1, 3, 20],
    ];
    const rows = people.map(([k, sex, age, died, survived]) =>
      row(died + survived, survived, ...[1, 2, 3].map((i) => (i === k ? 1 : 0)), sex, age),
    );
    const fit = fitLogistic(rows, 6);
    [0.6853, -1.0181, -1.7778, -0.8577, 2.4201, -1.0615].forEach((value, i) => {
      expect(fit.coefficients[i]).toBeCloseTo(value, 4);
    });
    isSolution(rows, fit.coefficients);
  });

  it('menarche (Milicer and Szczotka 1966, MASS)', () => {
    const ages = [9.21, 10.21, 10.58, 10.83, 11.08, 11.33, 11.58, 11.83, 12.08, 12.33, 12.58, 12.83, 13.08];
    ages.push(13.33, 13.58, 13.83, 14.08, 14.33, 14.58, 14.83, 15.08, 15.33, 15.58, 15.83, 17.58);
    const totals = [376, 200, 93, 120, 90, 88, 105, 111, 100, 93, 100, 108, 99, 106, 105, 117, 98, 97, 120];
    totals.push(102, 122, 111, 94, 114, 1049);
    const hits = [
      0, 0, 0, 2, 2, 5, 10, 17, 16, 29, 39, 51, 47, 67, 81, 88, 79, 90, 113, 95, 117, 107, 92, 112,
    ];
    hits.push(1049);
    const rows = ages.map((age, i) => row(totals[i]!, hits[i]!, age));
    const fit = fitLogistic(rows, 2);
    expect(fit.coefficients[0]).toBeCloseTo(-21.22639, 5);
    expect(fit.coefficients[1]).toBeCloseTo(1.63197, 5);
    expect(fit.deviance).toBeCloseTo(26.703, 3);
    isSolution(rows, fit.coefficients);
  });

  it('Dobson’s beetles (Bliss 1935)', () => {
    const doses = [1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.861, 1.8839];
    const totals = [59, 60, 62, 56, 63, 59, 62, 60];
    const killed = [6, 13, 18, 28, 52, 53, 61, 60];
    const rows = doses.map((dose, i) => row(totals[i]!, killed[i]!, dose));
    const fit = fitLogistic(rows, 2);
    expect(fit.coefficients[0]!.toFixed(2)).toBe('-60.72');
    expect(fit.coefficients[1]!.toFixed(2)).toBe('34.27');
    expect(fit.deviance.toFixed(2)).toBe('11.23');
    isSolution(rows, fit.coefficients);
  });

  it('Spector and Mazzeo (1980), Greene’s table: the grade on marks before, a test and a new way of teaching', () => {
    // GPA, TUCE, GRADE; the last fourteen were taught in the new way (PSI)
    const pupils: readonly [number, number, number][] = [
      ...([
        [2.66, 20, 0],
        [2.89, 22, 0],
        [3.28, 24, 0],
        [2.92, 12, 0],
        [4, 21, 1],
        [2.86, 17, 0],
      ] as const),
      ...([
        [2.76, 17, 0],
        [2.87, 21, 0],
        [3.03, 25, 0],
        [3.92, 29, 1],
        [2.63, 20, 0],
        [3.32, 23, 0],
      ] as const),
      ...([
        [3.57, 23, 0],
        [3.26, 25, 1],
        [3.53, 26, 0],
        [2.74, 19, 0],
        [2.75, 25, 0],
        [2.83, 19, 0],
      ] as const),
      ...([
        [3.12, 23, 0],
        [3.16, 25, 1],
        [2.06, 22, 0],
        [3.62, 28, 1],
        [2.89, 14, 0],
        [3.51, 26, 0],
      ] as const),
      ...([
        [3.54, 24, 1],
        [2.83, 27, 1],
        [3.39, 17, 1],
        [2.67, 24, 0],
        [3.65, 21, 1],
        [4, 23, 1],
      ] as const),
      ...([
        [3.1, 21, 0],
        [2.39, 19, 1],
      ] as const),
    ].map(([gpa, tuce, grade]) => [gpa, tuce, grade]);
    const rows = pupils.map(([gpa, tuce, grade], i) => row(1, grade, i < 18 ? 0 : 1, tuce, gpa));
    const fit = fitLogistic(rows, 4);
    [-13.02135, 2.37869, 0.09516, 2.82611].forEach((value, i) => {
      expect(fit.coefficients[i]).toBeCloseTo(value, 5);
    });
    isSolution(rows, fit.coefficients);
    // average marginal effects as slopes, as they are printed: of GPA, TUCE and PSI
    const slope = rows.reduce((sum, {values}) => {
      const eta = values.reduce((total, x, c) => total + fit.coefficients[c]! * x, 0);
      const chance = 1 / (1 + Math.exp(-eta));
      return sum + (chance * (1 - chance)) / rows.length;
    }, 0);
    const effects = [3, 2, 1].map((c) => (fit.coefficients[c]! * slope).toFixed(3));
    expect(effects).toEqual(['0.363', '0.012', '0.305']);
    // of PSI as the step that it is: everybody taught in the new way, and nobody
    const taught = (psi: number): number =>
      rows.reduce((sum, {values: [, , tuce, gpa]}) => {
        const [b0, b1, b2, b3] = fit.coefficients;
        return sum + 1 / (1 + Math.exp(-(b0! + b1! * psi + b2! * tuce! + b3! * gpa!))) / rows.length;
      }, 0);
    expect(averageMarginalEffect(rows, fit, 1, [1]).effect).toBeCloseTo(taught(1) - taught(0), 12);
  });

  it('Fleiss (1981), p. 249: Down’s syndrome by birth order at equal ages of the mothers, as epitools prints it', () => {
    // births and cases, mothers under 20 to 40 and over; first, second … fifth and later children
    const births = [
      [230061, 329449, 114920, 39487, 14208, 3052],
      [72202, 326701, 208667, 83228, 28466, 5375],
      [15050, 175702, 207081, 117300, 45026, 8660],
      [2293, 68800, 132424, 98301, 46075, 9834],
      [327, 30666, 123419, 149919, 104088, 34392],
    ];
    const cases = [
      [107, 141, 60, 40, 39, 25],
      [25, 150, 110, 84, 82, 39],
      [3, 71, 114, 103, 108, 75],
      [1, 26, 64, 89, 137, 96],
      [0, 8, 63, 112, 262, 295],
    ];
    const orders = births.map((those, i) => those.map((total, k) => ({total, hits: cases[i]![k]!})));
    const all = orders[0]!.map((_, k) => ({
      total: births.reduce((sum, those) => sum + those[k]!, 0),
      hits: cases.reduce((sum, those) => sum + those[k]!, 0),
    }));
    const printed = orders.map((order) => (standardise(order, all).rate * 1e5).toFixed(1));
    expect(printed).toEqual(['92.3', '91.2', '85.1', '92.7', '75.5']);
  });

  /** The score equations: a fit is one exactly where observed and expected agree in every column. */
  function isSolution(rows: readonly GroupedRow[], coefficients: Float64Array): void {
    const score = new Float64Array(coefficients.length);
    for (const {columns, values, total, hits} of rows) {
      const eta = columns.reduce((sum, c, i) => sum + coefficients[c]! * values[i]!, 0);
      columns.forEach((c, i) => {
        score[c]! += values[i]! * (hits - total / (1 + Math.exp(-eta)));
      });
    }
    for (const value of score) expect(Math.abs(value)).toBeLessThan(1e-6);
  }

  it('Simpson’s turn: women are admitted less often, and more often at equal departments', () => {
    const men = admissions.map(([, a, r]) => ({total: a + r, hits: a}));
    const women = admissions.map(([, , , a, r]) => ({total: a + r, hits: a}));
    const all = men.map((m, i) => ({total: m.total + women[i]!.total, hits: m.hits + women[i]!.hits}));
    const [m, w] = [standardise(men, all), standardise(women, all)];
    // by hand, over departments of 933, 585, 918, 792, 584 and 714 of 4526: women 933 x 89/108 + 585 x 17/25 + …
    expect(w.rate).toBeCloseTo(0.4299553805, 9);
    expect(m.rate).toBeCloseTo(0.3873185827, 9);
    expect(w.standardError).toBeCloseTo(0.0157823538, 9);
    expect(m.standardError).toBeCloseTo(0.0092735509, 9);
    expect([w.collapsed, m.collapsed]).toEqual([0, 0]);
    expect(w.high - w.low).toBeCloseTo(2 * 1.96 * w.standardError, 3);
    const split = splitGap(women, men);
    const gap = 557 / 1835 - 1198 / 2691;
    expect(split.gap).toBeCloseTo(gap, 12);
    expect(split.rates + split.composition).toBeCloseTo(gap, 12);
    expect(split.rates).toBeGreaterThan(0);
    expect(split.composition).toBeLessThan(0);
  });
});

describe('a standardised rate keeps the weight of strata in which a group has nobody', () => {
  const stratum = (parent: string, total: number, hits: number): Stratum => ({parent, total, hits});
  const everybody = ['young', 'young', 'old', 'old'].map((age) => stratum(age, 100, 15));

  it('with its people of the same age, and the uncertainty of those', () => {
    const group = [stratum('young', 20, 4), stratum('young', 0, 0), stratum('old', 40, 4)];
    const {rate, standardError, collapsed} = standardise([...group, stratum('old', 40, 8)], everybody);
    expect(collapsed).toBe(1);
    // the young stand for half of everybody: 0.5 x 4/20 + 0.25 x 4/40 + 0.25 x 8/40
    expect(rate).toBeCloseTo(0.175, 12);
    // 0.5² x 0.2 x 0.8 / 20 + 0.25² x 0.1 x 0.9 / 40 + 0.25² x 0.2 x 0.8 / 40
    expect(standardError ** 2).toBeCloseTo(0.002390625, 12);
  });

  it('with all of its people when it has none of that age', () => {
    const group = [stratum('young', 0, 0), stratum('young', 0, 0), stratum('old', 40, 4)];
    const {rate, standardError, collapsed} = standardise([...group, stratum('old', 60, 12)], everybody);
    expect(collapsed).toBe(2);
    // half of everybody at 16/100, a quarter at 4/40 and a quarter at 12/60
    expect(rate).toBeCloseTo(0.155, 12);
    // men carry 0.25 + 0.5 x 0.4, women 0.25 + 0.5 x 0.6
    expect(standardError ** 2).toBeCloseTo((0.45 ** 2 * 0.09) / 40 + (0.55 ** 2 * 0.16) / 60, 12);
  });

  it('with Wilson’s limits where the make-up is the same, and never narrower', () => {
    const group = [stratum('young', 10, 0), stratum('young', 10, 0), stratum('old', 10, 0)];
    const {low, high} = standardise([...group, stratum('old', 10, 0)], everybody);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(wilson(0, 40).high, 12);
    // nobody, everybody: no variance within, and still three people
    const three = standardise([stratum('young', 1, 0), stratum('old', 2, 2)], everybody.slice(1, 3));
    expect(three.high - three.low).toBeGreaterThan(0.6);
  });

  it('and the split of the gap counts with the same rates', () => {
    const group = [stratum('young', 20, 4), stratum('young', 0, 0), stratum('old', 40, 4)];
    const {gap, rates} = splitGap([...group, stratum('old', 40, 8)], everybody);
    expect(gap).toBeCloseTo(16 / 100 - 60 / 400, 12);
    // (0.2 + 0.25) / 2 x 0.05 + (0 + 0.25) / 2 x 0.05 + (0.4 + 0.25) / 2 x (0.1 - 0.15) + … x (0.2 - 0.15)
    expect(rates).toBeCloseTo(0.225 * 0.05 + 0.125 * 0.05, 12);
  });
});

describe('what has no answer is named', () => {
  it('a group of which everybody was hit has no effect, and the others keep theirs', () => {
    const fit = fitLogistic([row(100, 30, 0, 0), row(100, 40, 1, 0), row(10, 10, 0, 1)], 3);
    expect(fit.separated).toEqual([2]);
    expect(fit.coefficients[2]).toBeNaN();
    expect(fit.coefficients[1]).toBeCloseTo(Math.log((40 / 60) * (70 / 30)), 8);
  });

  it('a column that others determine is left out by name', () => {
    const fit = fitLogistic([row(50, 10, 0, 1), row(50, 20, 1, 0), row(50, 15, 0, 1)], 3);
    expect(fit.aliased).toEqual([2]);
  });

  it('people of a group of which everybody was hit are in no average, as they are in no fit', () => {
    const others = [
      row(300, 30, 0, 0, 0),
      row(100, 40, 1, 0, 0),
      row(100, 30, 0, 1, 0),
      row(200, 120, 1, 1, 0),
    ];
    const everyone = [...others, row(5000, 5000, 0, 1, 1)];
    const fit = fitLogistic(everyone, 4);
    expect(fit.separated).toEqual([3]);
    expect(averageMarginalEffect(everyone, fit, 1, [1])).toEqual(averageMarginalEffect(others, fit, 1, [1]));
  });

  it('with one characteristic the average marginal effect is the difference of the rates', () => {
    const rows = [row(1000, 300, 0), row(500, 200, 1)];
    const {effect, standardError} = averageMarginalEffect(rows, fitLogistic(rows, 2), 1, [1]);
    expect(effect).toBeCloseTo(0.1, 10);
    expect(standardError).toBeCloseTo(Math.sqrt(0.21 / 1000 + 0.24 / 500), 8);
  });
});

it('Benjamini and Hochberg (1995), the example of their section 3.1: four of fifteen stand', () => {
  const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719];
  p.push(0.6528, 0.759, 1);
  expect(benjaminiHochberg(p, 0.05).filter(Boolean)).toHaveLength(4);
});

it('the normal tail is right far out and in the middle', () => {
  expect(normalTail(1.959963984540054)).toBeCloseTo(0.025, 12);
  expect(normalTail(0)).toBe(0.5);
  expect(normalTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 9);
});
