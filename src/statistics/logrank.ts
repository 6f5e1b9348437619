import {chiSquareTail} from './distributions.js';
import type {Waits} from './survival.js';

export interface LogRank {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly chiSquare: number;
  readonly degrees: number;
  readonly p: number;
}

/**
 * Log-rank test of equal rates of registering in two or more groups; other ends take people out of the risk set.
 *
 * @param groups one list of times each; a group without people is left out of the test
 * @see Mantel (1966); Kalbfleisch & Prentice, §1.5, for more than two groups
 */
export function logRank(groups: readonly (readonly Waits[])[]): LogRank {
  const filled = groups.filter((group) => sizeOf(group) > 0);
  const k = filled.length;
  const times = [...new Set(filled.flatMap((group) => group.map((w) => w.time)))].sort((x, y) => x - y);
  const byTime = filled.map((group) => {
    const at = new Map<number, {d: number; gone: number}>();
    for (const w of group) {
      const sum = at.get(w.time) ?? {d: 0, gone: 0};
      sum.d += w.registered;
      sum.gone += w.registered + w.exited + w.censored;
      at.set(w.time, sum);
    }
    return at;
  });
  const atRisk = filled.map(sizeOf);
  const observed = new Array<number>(k).fill(0);
  const expected = new Array<number>(k).fill(0);
  const variance = Array.from({length: k}, () => new Array<number>(k).fill(0));
  for (const time of times) {
    const deaths = byTime.map((at) => at.get(time)?.d ?? 0);
    const d = deaths.reduce((sum, x) => sum + x, 0);
    const n = atRisk.reduce((sum, x) => sum + x, 0);
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
    for (let i = 0; i < k; i++) {
      const share = atRisk[i]! / n;
      observed[i]! += deaths[i]!;
      expected[i]! += d * share;
      for (let j = 0; j < k; j++)
        variance[i]![j]! += spread * ((i === j ? share : 0) - (share * atRisk[j]!) / n);
    }
    for (let i = 0; i < k; i++) atRisk[i]! -= byTime[i]!.get(time)?.gone ?? 0;
  }
  // the differences add up to zero, so one group is left out
  const differences = observed.slice(1).map((o, i) => o - expected[i + 1]!);
  const chiSquare =
    k < 2
      ? 0
      : quadraticForm(
          differences,
          variance.slice(1).map((row) => row.slice(1)),
        );
  return {
    observed,
    expected,
    chiSquare,
    degrees: Math.max(0, k - 1),
    p: k < 2 ? 1 : chiSquareTail(chiSquare, k - 1),
  };
}

const sizeOf = (group: readonly Waits[]): number =>
  group.reduce((sum, w) => sum + w.registered + w.exited + w.censored, 0);

/** x' V⁻¹ x by elimination; a direction without variance says nothing and is left out. */
export function quadraticForm(x: readonly number[], v: readonly (readonly number[])[]): number {
  const rows = v.map((row, i) => [...row, x[i]!]);
  const largest = Math.max(...v.map((row, i) => Math.abs(row[i]!)), 0);
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i]![i]!;
    if (pivot <= 1e-12 * largest) continue;
    const right = rows[i]!.at(-1)!;
    sum += (right * right) / pivot;
    for (let j = i + 1; j < rows.length; j++) {
      const factor = rows[j]![i]! / pivot;
      for (let c = i; c < rows[j]!.length; c++) rows[j]![c]! -= factor * rows[i]![c]!;
    }
  }
  return sum;
}
