import {describe, expect, it} from 'vitest';
import {drawing} from '../../src/statistics/drawing.js';
import {interruptedSeries, type WatchedWeek} from '../../src/statistics/interrupted-series.js';
import {lagsFor, seriesLeastSquares} from '../../src/statistics/least-squares.js';

/** Weeks of people who wait: a pace that falls slowly, follows the season, and jumps after so many weeks. */
function watch(seed: number, weeks: number, from: number, jump: number): WatchedWeek[] {
  const random = drawing(seed);
  let [waiting, memory] = [200_000, 0];
  return Array.from({length: weeks}, (_, t) => {
    const at = Date.UTC(2022, 10, 20) + t * 7 * 86_400_000;
    // errors that follow one another
    memory = 0.4 * memory + 0.08 * (random() + random() + random() - 1.5);
    const season = 0.25 * Math.sin((2 * Math.PI * at) / (365.25 * 86_400_000));
    const hazard = Math.exp(-5 - 0.004 * t + season + memory + (t >= from ? Math.log(jump) : 0));
    const registered = Math.round(waiting * hazard);
    const week = {day: new Date(at).toISOString().slice(0, 10), registered, atRisk: waiting};
    waiting -= registered;
    return week;
  });
}

describe('least squares with the errors of Newey and West', () => {
  it('are the sandwich by hand on four points', () => {
    // y on a constant and t: by hand 1.1 + 1.3 t, with errors −0.1, 0.6, −0.9, 0.4
    const rows = [0, 1, 2, 3].map((t) => [1, t]);
    const fit = seriesLeastSquares(rows, [1, 3, 2.8, 5.4], 0)!;
    const errors = [1, 3, 2.8, 5.4].map((y, t) => y - fit.coefficients[0]! - fit.coefficients[1]! * t);
    const centred = [-1.5, -0.5, 0.5, 1.5];
    const meat = centred.reduce((sum, x, i) => sum + (x * errors[i]!) ** 2, 0);
    // slope: sum of (x·e)² over (sum of x²)², times n/(n − k)
    expect(fit.coefficients[1]).toBeCloseTo(1.3, 12);
    expect(fit.covariance[1]![1]).toBeCloseTo((meat / 25) * 2, 12);
    const one = seriesLeastSquares(rows, [1, 3, 2.8, 5.4], 1)!;
    const neighbours = [0, 1, 2].reduce(
      (sum, i) => sum + centred[i]! * errors[i]! * centred[i + 1]! * errors[i + 1]!,
      0,
    );
    // one lag: half of twice the products of neighbours
    expect(one.covariance[1]![1]).toBeCloseTo(((meat + neighbours) / 25) * 2, 12);
  });

  it('have as many lags as the rule of Newey and West gives', () => {
    expect([50, 100, 160].map(lagsFor)).toEqual([3, 4, 4]);
  });

  it('say nothing of columns that cannot be told apart', () => {
    expect(
      seriesLeastSquares(
        [1, 2, 3, 4].map((t) => [1, t, 2 * t]),
        [1, 2, 3, 4],
        0,
      ),
    ).toBeNull();
  });
});

describe('the interrupted series', () => {
  it('finds a jump of the pace, through trend and season', () => {
    const found = interruptedSeries(watch(1, 110, 80, 1.6), watch(1, 110, 80, 1.6)[80]!.day);
    expect(found).toHaveProperty('ratio');
    if (!('ratio' in found)) return;
    expect(found.low).toBeGreaterThan(1.2);
    expect(found.ratio).toBeGreaterThan(1.35);
    expect(found.ratio).toBeLessThan(1.9);
  });

  it('rarely sees one where there is none', () => {
    const seen = Array.from({length: 200}, (_, i) => {
      const weeks = watch(100 + i, 110, 80, 1);
      const found = interruptedSeries(weeks, weeks[80]!.day);
      return 'ratio' in found && (found.low > 1 || found.high < 1);
    });
    // the errors of so short a series are a little too narrow; that is one reason to call it a sign
    expect(seen.filter(Boolean).length).toBeLessThanOrEqual(30);
  });

  it('asks for a year before, two months after and enough people', () => {
    const weeks = watch(3, 80, 60, 1);
    expect(interruptedSeries(weeks, weeks[40]!.day)).toEqual({why: 'short_before', weeks: 40, needed: 52});
    expect(interruptedSeries(weeks, weeks[76]!.day)).toEqual({why: 'short_after', weeks: 4, needed: 8});
    const few = weeks.map((week) => ({...week, registered: 2}));
    expect(interruptedSeries(few, weeks[60]!.day)).toEqual({why: 'few_registrations'});
  });
});
