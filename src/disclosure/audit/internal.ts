import type {Cell} from '../cells.js';
import type {ProtectedYear} from '../protect.js';
import type {InternalRelease, Remembered, ShownCell} from '../release.js';
import {loadSolver, type Solver} from '../solver.js';
import {nothing, type Witness} from '../suppress.js';
import {countOf, type Target, targetsOf} from '../targets.js';
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
    // behind a login; the suppression keeps counts of one still where it can, which is not everywhere
    {
      ...lineOf('S2', 'the same, by somebody who is the only one of a cell', inside.tried, inside.broken),
      gates: false,
    },
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
  readonly #valid: readonly Witness[];
  readonly #around: readonly (readonly number[])[];
  readonly #singles: ReadonlySet<number>;
  readonly #attacker: Attacker;
  readonly #cells: readonly Cell[];

  constructor(year: ProtectedYear, shown: ReadonlyMap<string, ShownCell>, solver: Solver) {
    this.#attacker = new Attacker(year, shown, solver);
    this.#cells = year.cells;
    const place = new Map(year.cells.map((cell, i) => [cell.id, i]));
    const around: number[][] = year.cells.map(() => []);
    year.sums.forEach(({whole, parts}, j) => {
      for (const cell of [whole, ...parts]) around[place.get(cell.id)!]!.push(j);
    });
    this.#around = around;
    // a proof counts only after it is checked against what is really shown
    this.#valid = year.suppression.witnesses.filter((witness) => holds(witness, year, shown, place));
    this.#singles = new Set(
      year.cells.flatMap((cell, i) => (isHidden(shown.get(cell.id)) && hasSingle(cell) ? [i] : [])),
    );
  }

  /** Members of a cell of one person that stands in a sum with the target. */
  insidersOf(target: Target): number[] {
    const sums = new Set(this.#around[target.index]);
    return [...this.#singles].filter(
      (i) => i !== target.index && this.#around[i]!.some((sum) => sums.has(sum)),
    );
  }

  /** Whether a count may be anything from `down` less to `up` more, for who knows what is shown. */
  isSafe(target: Target): boolean {
    const isWide = ({low, high}: Bounds): boolean =>
      Math.floor(high + slack) >= target.up && Math.ceil(low - slack) <= -target.down;
    // without a ready proof, ask for the bounds themselves
    return isWide(this.#proven(target, undefined)) || isWide(this.#attacker.boundsOf(target, []));
  }

  /** Whether a count can be worked out exactly by who is the only one of another cell. */
  isExact(target: Target, insider: number): boolean {
    const isPoint = ({low, high}: Bounds): boolean => Math.floor(high + slack) - Math.ceil(low - slack) < 1;
    return (
      isPoint(this.#proven(target, insider)) &&
      isPoint(
        this.#attacker.boundsOf(
          target,
          this.#knowledgeOf(insider).map((part) => insider * 2 + (part === 'entitled' ? 0 : 1)),
        ),
      )
    );
  }

  /** What the only one of a cell knows: whoever is the only one without an account does not know who has one. */
  #knowledgeOf(insider: number): readonly (keyof Witness)[] {
    return this.#cells[insider]!.notRegistered === 1 ? ['notRegistered'] : ['entitled', 'notRegistered'];
  }

  /** The bounds that the witnesses prove possible, of those that leave a known cell as it is. */
  #proven(target: Target, known: number | undefined): Bounds {
    let [low, high] = [0, 0];
    for (const witness of this.#valid) {
      if (
        known !== undefined &&
        this.#knowledgeOf(known).some((part) => Math.abs(witness[part][known]!) > nothing)
      )
        continue;
      const change = countOf(
        witness.entitled[target.index]!,
        witness.notRegistered[target.index]!,
        target.count,
      );
      low = Math.min(low, change);
      high = Math.max(high, change);
    }
    return {low, high};
  }

  close(): void {
    this.#attacker.close();
  }
}

/** What a solver's tolerance may leave. */
const slack = 1e-4;

const hasSingle = (cell: Cell): boolean =>
  [cell.entitled, cell.notRegistered, cell.entitled - cell.notRegistered].includes(1);

const isHidden = (cell: ShownCell | undefined): boolean =>
  cell === undefined || cell.entitled === null || cell.notRegistered === null;

/** Whether a witness is a possible table: it adds up, nobody is below zero, and what is shown stays as it is. */
function holds(
  witness: Witness,
  {cells, sums}: ProtectedYear,
  shown: ReadonlyMap<string, ShownCell>,
  place: ReadonlyMap<string, number>,
): boolean {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    const [people, missing] = [witness.entitled[i]!, witness.notRegistered[i]!];
    if (people === 0 && missing === 0) continue;
    const seen = shown.get(cell.id);
    if (seen && seen.entitled !== null && Math.abs(people) > slack) return false;
    if (seen && seen.notRegistered !== null && Math.abs(missing) > slack) return false;
    if (cell.entitled + people < -slack || cell.notRegistered + missing < -slack) return false;
    if (cell.entitled + people - cell.notRegistered - missing < -slack) return false;
  }
  return sums.every(({whole, parts}) =>
    [witness.entitled, witness.notRegistered].every((change) => {
      const sum = parts.reduce((total, part) => total + change[place.get(part.id)!]!, 0);
      return Math.abs(sum - change[place.get(whole.id)!]!) < slack;
    }),
  );
}
