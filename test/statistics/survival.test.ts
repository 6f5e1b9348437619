import {describe, expect, it} from 'vitest';
import {logRank} from '../../src/statistics/logrank.js';
import {incidence, medianTime, type Waits} from '../../src/statistics/survival.js';

/** Times with a trailing + are censored, as survival analysis prints them. */
function waitsOf(text: string): Waits[] {
  const found = new Map<number, {time: number; registered: number; exited: number; censored: number}>();
  for (const word of text.split(' ')) {
    const time = Number(word.replace('+', ''));
    const at = found.get(time) ?? {time, registered: 0, exited: 0, censored: 0};
    found.set(time, at);
    if (word.endsWith('+')) at.censored++;
    else at.registered++;
  }
  return [...found.values()];
}

// R package survival, data set aml (Miller, Survival Analysis, 1981): remission with and without maintenance
const maintained = waitsOf('9 13 13+ 18 23 28+ 31 34 45+ 48 161+');
const nonmaintained = waitsOf('5 5 8 8 12 16+ 23 27 30 33 43 45');
// R package MASS, data set gehan (Freireich et al. 1963): remission on 6-MP and on placebo
const mercaptopurine = waitsOf('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
const placebo = waitsOf('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

const at = (waits: Waits[], time: number) => incidence(waits).find((point) => point.time === time)!;

describe('Kaplan–Meier without competing exits', () => {
  it('gives the products of aml by hand, in fractions', () => {
    const expected: readonly [number, number][] = [
      [9, 10 / 11],
      [13, 9 / 11],
      [18, 63 / 88],
      [23, 54 / 88],
      [31, 54 / 110],
      [34, 81 / 220],
      [48, 81 / 440],
    ];
    for (const [time, share] of expected) {
      expect(at(maintained, time).waiting).toBeCloseTo(share, 12);
      expect(at(maintained, time).share).toBeCloseTo(1 - share, 12);
    }
  });

  it('gives the standard errors that survfit prints for aml', () => {
    for (const [time, error] of [
      [9, 0.0867],
      [13, 0.1163],
      [18, 0.1397],
      [23, 0.1526],
      [31, 0.1642],
      [34, 0.1627],
      [48, 0.1535],
    ] as const)
      expect(at(maintained, time).waitingError).toBeCloseTo(error, 4);
  });

  it('gives the share and error of gehan at ten weeks: 0.753 and 0.0963', () => {
    expect(at(mercaptopurine, 10).waiting).toBeCloseTo(((18 / 21) * 16 * 14) / (17 * 15), 12);
    expect(at(mercaptopurine, 10).waitingError).toBeCloseTo(0.0963, 4);
    expect(medianTime(incidence(mercaptopurine))).toBe(23);
    expect(medianTime(incidence(placebo))).toBe(8);
    expect(medianTime(incidence(maintained))).toBe(31);
    expect(medianTime(incidence(nonmaintained))).toBe(23);
  });

  it('has Greenwood’s error and limits for the incidence as well, since nobody exits otherwise', () => {
    for (const point of incidence(mercaptopurine).filter((p) => p.registered > 0)) {
      expect(point.shareError).toBeCloseTo(point.waitingError, 10);
      expect(point.shareLow).toBeCloseTo(1 - point.waitingHigh, 10);
      expect(point.shareHigh).toBeCloseTo(1 - point.waitingLow, 10);
    }
  });

  it('keeps log-log limits where Kalbfleisch and Prentice have them for aml at 13 weeks', () => {
    const {waiting, waitingError, waitingLow, waitingHigh} = at(maintained, 13);
    const reach = (1.959963984540054 * waitingError) / (waiting * Math.log(waiting));
    expect(waitingHigh).toBeCloseTo(waiting ** Math.exp(reach), 12);
    expect(waitingLow).toBeCloseTo(waiting ** Math.exp(-reach), 12);
    expect(waitingLow).toBeCloseTo(0.4474, 4);
    expect(waitingHigh).toBeCloseTo(0.9512, 4);
  });
});

describe('competing exits', () => {
  const waits: Waits[] = [
    {time: 1, registered: 20, exited: 5, censored: 0},
    {time: 2, registered: 10, exited: 5, censored: 10},
    {time: 3, registered: 5, exited: 0, censored: 45},
  ];

  it('add up with the registered and the waiting to everybody, every week', () => {
    for (const point of incidence(waits))
      expect(point.share + point.exitedShare + point.waiting).toBeCloseTo(1, 12);
  });

  it('gives less than one minus Kaplan–Meier with the exits censored', () => {
    const naive = incidence(waits.map((w) => ({...w, exited: 0, censored: w.censored + w.exited})));
    expect(incidence(waits).at(-1)!.share).toBeLessThan(1 - naive.at(-1)!.waiting);
    // by hand: 0.2, then + 0.75 × 10/75, then + 0.75 × 60/75 × 5/50
    expect(incidence(waits).map((p) => p.share)).toEqual([
      expect.closeTo(0.2, 12),
      expect.closeTo(0.3, 12),
      expect.closeTo(0.36, 12),
    ]);
  });

  it('has a binomial variance while nobody is censored', () => {
    const point = incidence(waits)[0]!;
    expect(point.shareError).toBeCloseTo(Math.sqrt((0.2 * 0.8) / 100), 12);
    const second = incidence([waits[0]!, {time: 2, registered: 10, exited: 65, censored: 0}])[1]!;
    expect(second.shareError).toBeCloseTo(Math.sqrt((0.3 * 0.7) / 100), 12);
  });
});

describe('log-rank', () => {
  it('gives 16.7929 for gehan, as SAS and R print it', () => {
    const test = logRank([mercaptopurine, placebo]);
    expect(test.chiSquare).toBeCloseTo(16.7929, 4);
    expect(test.observed).toEqual([9, 21]);
    expect(test.expected[0]).toBeCloseTo(19.25, 2);
    expect(test.expected[1]).toBeCloseTo(10.75, 2);
    expect(test.degrees).toBe(1);
  });

  it('gives 3.4 with p = 0.065 for aml', () => {
    const test = logRank([maintained, nonmaintained]);
    expect(test.chiSquare).toBeCloseTo(3.396, 3);
    expect(test.p).toBeCloseTo(0.0653, 4);
    expect(test.expected[0]).toBeCloseTo(10.69, 2);
    expect(test.expected[1]).toBeCloseTo(7.31, 2);
  });

  it('does not change with the order of groups, nor with an empty one', () => {
    const three = logRank([mercaptopurine, placebo, maintained]);
    expect(logRank([maintained, mercaptopurine, [], placebo]).chiSquare).toBeCloseTo(three.chiSquare, 9);
    expect(three.degrees).toBe(2);
  });
});
