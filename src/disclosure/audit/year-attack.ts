import type {ProtectedYear} from '../protect.js';
import type {ShownCell} from '../release.js';
import type {Solver} from '../solver.js';
import {allCounts, differsByFew, type Target} from '../targets.js';
import {
  type Insider,
  isPossibleFor,
  neighboursOf,
  reachOf,
  scaled,
  slack,
  sumsAround,
  type Witness,
} from '../witness.js';
import {Attacker, type Bounds} from './bounds.js';
import {Proofs} from './proofs.js';

/** One count of a cell that is known besides what is shown. */
export interface Leak {
  /** Of the cell in the list of the year. */
  readonly index: number;
  readonly count: 'entitled' | 'notRegistered';
}

/**
 * What can be worked out from what is shown of one year. A count is safe where another table proves it, or where the
 * bounds of all tables that are possible leave it its room.
 */
export class YearAttack {
  readonly #attacker: Attacker;
  readonly #isPossible: (table: Witness) => boolean;
  #proofs: Proofs;
  readonly #neighbours: (target: Target) => readonly Insider[];
  readonly #around: readonly (readonly number[])[];
  /** The tables that came with the release. */
  readonly #given: readonly Witness[];
  /** The targets of which these keep every promise. */
  readonly #kept: ReadonlySet<Target>;

  constructor(
    readonly year: ProtectedYear,
    readonly shown: ReadonlyMap<string, ShownCell>,
    readonly targets: readonly Target[],
    /** A count below this may not come out as a difference. */
    readonly k: number,
    solver: Solver,
  ) {
    this.#attacker = new Attacker(year, shown, solver);
    const {place, around} = sumsAround(year.cells, year.sums);
    this.#around = around;
    // a proof counts only after it is checked against what is really shown
    this.#isPossible = checkerOf(year, shown, place, around);
    this.#given = year.suppression.witnesses.filter(this.#isPossible);
    this.#proofs = new Proofs(this.#given);
    this.#neighbours = neighboursOf(year.cells, year.sums);
    this.#kept = new Set(targets.filter((target) => this.isProven(target)));
  }

  /** Those who are the only one of a cell that stands in a sum with the target. */
  insidersOf(target: Target): readonly Insider[] {
    return this.#neighbours(target);
  }

  /** Whether a count may be anything from `down` less to `up` more, for who knows some counts besides what is shown. */
  isSafe(target: Target, known: readonly Insider[] = []): boolean {
    return (
      isWide(target, this.#proofs.boundsOf(target, known)) || isWide(target, this.#workOut(target, known))
    );
  }

  /** Whether a count can be worked out exactly by who is the only one of another cell. */
  isExact(target: Target, insider: Insider, known: readonly Insider[] = []): boolean {
    const all = [...known, insider];
    return !isOpen(this.#proofs.boundsOf(target, all)) && !isOpen(this.#workOut(target, all));
  }

  /** Whether tables that were checked number by number keep every promise about a count. */
  isProven(target: Target, known: readonly Insider[] = []): boolean {
    return (
      isWide(target, this.#proofs.boundsOf(target, known)) &&
      this.insidersOf(target).every((insider) => isOpen(this.#proofs.boundsOf(target, [...known, insider])))
    );
  }

  /** Pairs of cells, one in the other, that tell of a few when they are subtracted: how many there are, and which. */
  nearPairs(leak?: Leak): {tried: number; broken: string[]} {
    const cell = leak && this.year.cells[leak.index]!;
    const seen = (id: string): ShownCell | undefined => {
      const shown = this.shown.get(id);
      return leak && cell?.id === id ? {...shown!, [leak.count]: cell[leak.count]} : shown;
    };
    const pairs = this.year.sums.flatMap(({whole, parts}) =>
      parts.filter((part) => !cell || whole === cell || part === cell).map((part) => [whole, part] as const),
    );
    const broken = pairs.filter(([whole, part]) => tellsOfFew(seen(whole.id), seen(part.id), this.k));
    return {tried: pairs.length, broken: broken.map(([whole, part]) => `${part.id} in ${whole.id}`)};
  }

  /**
   * What S1 to S3 find once a count more is shown: a small count, or a proof for every promise that it breaks none.
   * Neither is an attack that failed.
   */
  tryWith(leak: Leak): 'found' | 'harmless' | 'missed' {
    if (this.nearPairs(leak).broken.length > 0) return 'found';
    const known: Insider[] = [{index: leak.index, knows: [leak.count]}];
    const targets = this.#atStake(leak);
    const proofs = this.#proofs;
    this.#proofs = proofs.copy();
    try {
      // most leaks are found where they are nearest; only for one that breaks nothing there all must be proven
      if (targets.slice(0, 3).some((target) => !this.isSafe(target, known))) return 'found';
      this.#proveTogether(targets, known);
      if (targets.some((target) => !this.isSafe(target, known))) return 'found';
      if (targets.some((target) => this.#hasInsider(target, known))) return 'found';
      return targets.every((target) => this.isProven(target, known)) ? 'harmless' : 'missed';
    } finally {
      // thousands of tables a leak would make every next one slower
      this.#proofs = proofs;
    }
  }

  /**
   * Look for tables that prove many promises at once: all counts that lack one pulled to the sides where it is lacking,
   * and when that brings no more, with what an insider of each of them knows left as it is.
   */
  #proveTogether(targets: readonly Target[], known: readonly Insider[]): void {
    let open = targets.filter((target) => !this.isProven(target, known));
    for (let fruitless = 0; open.length > 0 && fruitless < 6; ) {
      const asInsider = fruitless % 2 === 1;
      const asked = asInsider ? open.filter((t) => isWide(t, this.#proofs.boundsOf(t, known))) : open;
      const insiders = asInsider
        ? asked.flatMap((target) => this.#openInsiders(target, known).slice(0, 1))
        : [];
      const wishes = asked.map((target, i) => ({target, direction: this.#lacking(target, known, i)}));
      const table = this.#attacker.tableFor(wishes, [...known, ...insiders]);
      if (table) this.#keep(table);
      const left = open.filter((target) => !this.isProven(target, known));
      if (left.length === open.length) fruitless += 1;
      open = left;
    }
  }

  /** The side on which a count has no proof; where both or none have, the one and the other in turn. */
  #lacking(target: Target, known: readonly Insider[], turn: number): 1 | -1 {
    const {low, high} = this.#proofs.boundsOf(target, known);
    const [up, down] = [isWide({...target, down: 0}, {low, high}), isWide({...target, up: 0}, {low, high})];
    if (up !== down) return up ? -1 : 1;
    return (target.index + turn) % 2 === 0 ? 1 : -1;
  }

  #openInsiders(target: Target, known: readonly Insider[]): readonly Insider[] {
    return this.insidersOf(target).filter(
      (insider) => !isOpen(this.#proofs.boundsOf(target, [...known, insider])),
    );
  }

  #hasInsider(target: Target, known: readonly Insider[]): boolean {
    const all = this.#openInsiders(target, known);
    // one table that leaves what each of them knows is a proof against all
    if (all.length > 1) this.#workOut(target, [...known, ...all]);
    return all.some((insider) => this.isExact(target, insider, known));
  }

  /** The promises that a leak could break, the nearest first; of the others the given tables leave its count alone. */
  #atStake({index, count}: Leak): Target[] {
    const broken = this.#given.filter((table) => !isPossibleFor(table, {index, knows: [count]}));
    const touched = new Set(broken.flatMap(({moved}) => [...moved]));
    const sums = new Set(this.#around[index]);
    const isFar = (target: Target): boolean => !this.#around[target.index]!.some((sum) => sums.has(sum));
    return this.targets
      .filter((target) => touched.has(target.index) || !this.#kept.has(target))
      .sort((a, b) => Number(isFar(a)) - Number(isFar(b)));
  }

  /** Solve for the bounds; what tables that finds are proofs from then on, for this count and others. */
  #workOut(target: Target, known: readonly Insider[]): Bounds {
    const {low, high, tables} = this.#attacker.boundsOf(target, known);
    for (const table of tables) this.#keep(table);
    return {low, high};
  }

  /** A change that agrees with what is shown is a proof, drawn out as far as it goes on both sides. */
  #keep(table: Witness): void {
    const {forward, back} = reachOf(table, this.year.cells);
    for (const drawn of [table, scaled(table, forward), scaled(table, -back)])
      if (drawn.moved.length > 0 && this.#isPossible(drawn)) this.#proofs.add(drawn);
  }

  close(): void {
    this.#attacker.close();
  }
}

/** Whether two shown cells differ in any count by a number of people that may not be shown. */
const tellsOfFew = (a: ShownCell | undefined, b: ShownCell | undefined, k: number): boolean =>
  a !== undefined && b !== undefined && allCounts.some((count) => differsByFew(a, b, count, k));

/** Whether bounds leave a count the room that was promised. */
const isWide = ({up, down}: Target, {low, high}: Bounds): boolean =>
  Math.floor(high + slack) >= up && Math.ceil(low - slack) <= -down;

/** Whether bounds leave a count more than one value. */
const isOpen = ({low, high}: Bounds): boolean => Math.floor(high + slack) - Math.ceil(low - slack) >= 1;

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
