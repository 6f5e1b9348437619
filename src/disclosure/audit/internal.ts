import type {ProtectedYear} from '../protect.js';
import type {InternalRelease, Remembered, ShownCell} from '../release.js';
import {loadSolver, type Solver} from '../solver.js';
import {type Target, targetsOf} from '../targets.js';
import {
  changeOf,
  type Insider,
  isPossibleFor,
  neighboursOf,
  slack,
  sumsAround,
  type Witness,
} from '../witness.js';
import {Attacker, type Bounds} from './bounds.js';
import {type AuditLine, lineOf} from './report.js';

/**
 * Try to break an internal release: what a reader of all its tables could work out, alone, as the only member of a
 * cell, by laying two cells on each other, or by laying it on an earlier release.
 */
export async function attackInternal(
  release: InternalRelease,
  earlier: readonly Remembered[],
): Promise<AuditLine[]> {
  const solver = await loadSolver();
  const {smallest_count: k} = release.thresholds;
  const alone = {tried: 0, broken: [] as string[]};
  const inside = {tried: 0, broken: [] as string[]};
  const nested = {tried: 0, broken: [] as string[]};
  const shown = new Map(release.cells.map((cell) => [cell.id, cell]));
  for (const year of release.years) {
    const attack = new YearAttack(year, shown, solver);
    for (const target of targetsOf(year.cells, release.thresholds)) {
      const name = `${year.cells[target.index]!.id} ${target.count}`;
      alone.tried += 1;
      if (!attack.isSafe(target)) alone.broken.push(name);
      for (const insider of attack.insidersOf(target)) {
        inside.tried += 1;
        if (attack.isExact(target, insider)) inside.broken.push(name);
      }
    }
    attack.close();
    for (const {whole, parts} of year.sums) {
      for (const part of parts) {
        nested.tried += 1;
        if (differsByFew(shown.get(whole.id), shown.get(part.id), k))
          nested.broken.push(`${part.id} in ${whole.id}`);
      }
    }
  }
  return [
    lineOf('S1', 'narrow every small count with all that is shown', alone.tried, alone.broken),
    lineOf('S2', 'the same, by somebody who is the only one of a cell', inside.tried, inside.broken),
    lineOf('S3', 'subtract a cell from one that holds it', nested.tried, nested.broken),
    attackOverTime(release, earlier, k),
  ];
}

/** Whether two shown cells differ by a number of people that may not be shown. */
function differsByFew(a: ShownCell | undefined, b: ShownCell | undefined, k: number): boolean {
  const isFew = (x: number | null | undefined, y: number | null | undefined): boolean => {
    if (x === null || x === undefined || y === null || y === undefined) return false;
    const difference = Math.abs(x - y);
    return difference > 0 && difference < k;
  };
  const registered = (cell: ShownCell | undefined): number | null =>
    cell && cell.entitled !== null && cell.notRegistered !== null ? cell.entitled - cell.notRegistered : null;
  return (
    isFew(a?.entitled, b?.entitled) ||
    isFew(a?.notRegistered, b?.notRegistered) ||
    isFew(registered(a), registered(b))
  );
}

/** S6: cells of this release and an earlier one that differ by a few people. */
export function attackOverTime(
  release: {readonly cells: readonly ShownCell[]},
  earlier: readonly Remembered[],
  k: number,
): AuditLine {
  const broken: string[] = [];
  let tried = 0;
  for (const before of earlier) {
    const shown = new Map(before.cells.map((cell) => [cell.id, cell]));
    for (const cell of release.cells) {
      const then = shown.get(cell.id);
      if (!then) continue;
      tried += 1;
      if (differsByFew(cell, then, k))
        broken.push(`${cell.id} against release ${before.name} (${before.as_of})`);
    }
  }
  return lineOf('S6', 'subtract an earlier release', tried, broken);
}

/** The tables that a reader of one year must think possible. */
class YearAttack {
  /** By cell, the witnesses that move it. */
  readonly #moving = new Map<number, Witness[]>();
  readonly #neighbours: (target: Target) => readonly Insider[];
  readonly #attacker: Attacker;

  constructor(year: ProtectedYear, shown: ReadonlyMap<string, ShownCell>, solver: Solver) {
    this.#attacker = new Attacker(year, shown, solver);
    const {place, around} = sumsAround(year.cells, year.sums);
    // a proof counts only after it is checked against what is really shown
    const check = checkerOf(year, shown, place, around);
    for (const witness of year.suppression.witnesses.filter(check))
      for (const index of witness.moved)
        this.#moving.set(index, [...(this.#moving.get(index) ?? []), witness]);
    this.#neighbours = neighboursOf(year.cells, year.sums);
  }

  /** Those who are the only one of a cell that stands in a sum with the target. */
  insidersOf(target: Target): readonly Insider[] {
    return this.#neighbours(target);
  }

  /** Whether a count may be anything from `down` less to `up` more, for who knows what is shown. */
  isSafe(target: Target): boolean {
    const isWide = ({low, high}: Bounds): boolean =>
      Math.floor(high + slack) >= target.up && Math.ceil(low - slack) <= -target.down;
    // without a ready proof, ask for the bounds themselves
    return isWide(this.#proven(target)) || isWide(this.#attacker.boundsOf(target));
  }

  /** Whether a count can be worked out exactly by who is the only one of another cell. */
  isExact(target: Target, insider: Insider): boolean {
    const isPoint = ({low, high}: Bounds): boolean => Math.floor(high + slack) - Math.ceil(low - slack) < 1;
    return isPoint(this.#proven(target, insider)) && isPoint(this.#attacker.boundsOf(target, insider));
  }

  /** The bounds that the witnesses prove possible, of those that leave what an insider knows as it is. */
  #proven({index, count}: Target, insider?: Insider): Bounds {
    let [low, high] = [0, 0];
    for (const witness of this.#moving.get(index) ?? []) {
      if (insider && !isPossibleFor(witness, insider)) continue;
      const change = changeOf(witness, index, count);
      low = Math.min(low, change);
      high = Math.max(high, change);
    }
    return {low, high};
  }

  close(): void {
    this.#attacker.close();
  }
}

/** Whether a witness is a possible table: it adds up, nobody is below zero, and what is shown stays as it is. */
function checkerOf(
  {cells, sums}: ProtectedYear,
  shown: ReadonlyMap<string, ShownCell>,
  place: ReadonlyMap<string, number>,
  around: readonly (readonly number[])[],
): (witness: Witness) => boolean {
  // by sum, its cells with the sign they count with
  const terms = sums.map(({whole, parts}) => [
    [place.get(whole.id)!, -1] as const,
    ...parts.map((part) => [place.get(part.id)!, 1] as const),
  ]);
  return ({moved, entitled, notRegistered}) => {
    const changes = new Map([...moved].map((i, j) => [i, [entitled[j]!, notRegistered[j]!] as const]));
    for (const [i, [people, missing]] of changes) {
      const cell = cells[i]!;
      const seen = shown.get(cell.id);
      if (seen && seen.entitled !== null && Math.abs(people) > slack) return false;
      if (seen && seen.notRegistered !== null && Math.abs(missing) > slack) return false;
      if (cell.entitled + people < -slack || cell.notRegistered + missing < -slack) return false;
      if (cell.entitled + people - cell.notRegistered - missing < -slack) return false;
    }
    const touched = new Set([...moved].flatMap((i) => around[i]!));
    return [...touched].every((sum) =>
      ([0, 1] as const).every((kind) => {
        const total = terms[sum]!.reduce((all, [i, sign]) => all + sign * (changes.get(i)?.[kind] ?? 0), 0);
        return Math.abs(total) < slack;
      }),
    );
  };
}
