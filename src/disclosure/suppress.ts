import type {Cell, Sum} from './cells.js';
import {type Change, OtherTables, type Price, type TableSystem} from './other-tables.js';
import type {Thresholds} from './register.js';
import type {Solver} from './solver.js';
import {type Count, countOf, type Target} from './targets.js';
import {
  changeOf,
  type Insider,
  insidersIn,
  isPossibleFor,
  neighboursOf,
  nothing,
  reachOf,
  scaled,
  sumsAround,
  type Witness,
  witnessOf,
} from './witness.js';

/** Why a count is not shown: `u` is too small by itself, `x` would give a small one away. Both print the same sign. */
export type Status = 's' | 'u' | 'x';

/** What may be shown of one cell. A share or an amount follows the count it is about. */
export interface Ruling {
  /** Of the people in the cell. */
  readonly entitled: Status;
  /** Of those without an account and, with them, of those with one: each gives the other away. */
  readonly parts: Status;
}

export interface Suppression {
  readonly rulings: ReadonlyMap<string, Ruling>;
  readonly witnesses: readonly Witness[];
  /** Programmes solved. */
  readonly solves: number;
  /** Families of which nothing is shown, because no other table could protect a cell of theirs. */
  readonly closed: readonly string[];
}

/**
 * Hide the small cells of one reference year, and as little more as keeps them hidden.
 *
 * All cells of the closed list are one system, tied by their sums. For each small count a linear programme finds the
 * cheapest other table, by people shown, that agrees with everything shown and has the count at zero; and one that
 * has it well above. What differs in such a table is hidden too. By convexity everything between is possible, so no
 * reader can narrow it down (Fischetti and Salazar 2000; Handbook on Statistical Disclosure Control, ch. 4).
 * Counts of one stay as they are in the other tables where that is not too dear. Then every small count is looked at
 * once more with the eyes of whoever is the only one of a cell beside it: with that cell fixed, another table must
 * still be possible.
 *
 * @param cells of one reference year
 * @param sums every relation between them
 * @param targets counts that must stay uncertain, small ones first
 * @param known ids of cells that are taken as known whatever else is hidden
 */
export function suppress(
  cells: readonly Cell[],
  sums: readonly Sum[],
  targets: readonly Target[],
  thresholds: Thresholds,
  solver: Solver,
  known: ReadonlySet<string> = new Set(cells.filter((c) => c.family.length === 0).map((c) => c.id)),
): Suppression {
  const attempt = new Attempt(cells, sums, targets, thresholds, solver, known);
  try {
    return attempt.run();
  } finally {
    attempt.close();
  }
}

/** Counts from here on stay exact wherever another way exists. */
const largeCount = 300;

/** So often may the small tables have no answer before they are opened again, with what was hidden since. */
const missesBefore = 25;

/** What moving a count of one costs besides: whoever it is would know that table to be another one. */
const keptPrice = 1000;

/** A change of one cell that some other table must show. */
interface Demand extends Change {
  /** The targets that it serves, each upward or downward. */
  readonly serves: readonly {readonly target: Target; readonly isUp: boolean}[];
}

class Attempt {
  readonly #demands: readonly Demand[];
  readonly #entitledHidden: Uint8Array;
  readonly #partsHidden: Uint8Array;
  readonly #witnesses: Witness[] = [];
  readonly #reached: ReadonlyMap<Target, {up: boolean; down: boolean}>;
  readonly #closed = new Set<string>();
  readonly #singles: ReadonlySet<number>;
  readonly #neighbours: (target: Pick<Target, 'index' | 'count'>) => readonly Insider[];
  readonly #targetsAt: ReadonlyMap<number, readonly Target[]>;
  /** Per cell, the witnesses that move it. */
  readonly #moving = new Map<number, Witness[]>();
  readonly #system: TableSystem;
  #smallTables: OtherTables | undefined;
  #allTables: OtherTables | undefined;
  /** How often the small tables had no answer since they were opened. */
  #misses = 0;
  #solves = 0;

  constructor(
    readonly cells: readonly Cell[],
    readonly sums: readonly Sum[],
    readonly targets: readonly Target[],
    readonly thresholds: Thresholds,
    readonly solver: Solver,
    readonly known: ReadonlySet<string>,
  ) {
    this.#demands = demandsOf(cells, targets, thresholds.smallest_count);
    this.#reached = new Map(
      this.targets.map((target) => [target, {up: target.up === 0, down: target.down === 0}]),
    );
    this.#entitledHidden = new Uint8Array(cells.length);
    this.#partsHidden = new Uint8Array(cells.length);
    for (const {index, count} of this.targets) {
      if (count === 'entitled') this.#entitledHidden[index] = 1;
      this.#partsHidden[index] = 1;
    }
    const {place} = sumsAround(cells, sums);
    this.#singles = new Set(cells.flatMap(insidersIn).map(({index}) => index));
    this.#neighbours = neighboursOf(cells, sums);
    const targetsAt = new Map<number, Target[]>();
    for (const target of this.targets)
      targetsAt.set(target.index, [...(targetsAt.get(target.index) ?? []), target]);
    this.#targetsAt = targetsAt;
    this.#system = {cells, sums, place, known};
  }

  close(): void {
    this.#smallTables?.close();
    this.#allTables?.close();
  }

  run(): Suppression {
    const {cells} = this;
    // a total that is small itself leaves nothing that could be shown of the year
    if (this.targets.some(({index}) => cells[index]!.family.length === 0)) this.#closeAll();
    for (const demand of this.#demands) {
      if (cells.every((_, i) => this.#entitledHidden[i])) break;
      this.#meet(demand);
    }
    for (const target of this.targets)
      for (const insider of this.#neighbours(target)) this.#blind(target, insider);
    const own = new Map<number, Set<Count>>();
    for (const {index, count} of this.targets) own.set(index, (own.get(index) ?? new Set()).add(count));
    const rulings = cells.map((cell, i): [string, Ruling] => {
      const primary = own.get(i);
      const hasSmallPart = primary?.has('notRegistered') || primary?.has('registered');
      return [
        cell.id,
        {
          entitled: this.#entitledHidden[i] ? (primary?.has('entitled') ? 'u' : 'x') : 's',
          parts: this.#partsHidden[i] ? (hasSmallPart ? 'u' : 'x') : 's',
        },
      ];
    });
    return {
      rulings: new Map(rulings),
      witnesses: this.#witnesses,
      solves: this.#solves,
      closed: [...this.#closed].sort(),
    };
  }

  #meet(demand: Demand): void {
    const isMet = demand.serves.every(({target, isUp}) => this.#reached.get(target)![isUp ? 'up' : 'down']);
    if (isMet) return;
    if (this.#find(demand)) return;
    this.#closeFamily(this.cells[demand.index]!.family);
    if (!this.#find(demand)) this.#closeAll();
  }

  /** See that an insider cannot work out a count: some table that they must think possible has another. */
  #blind(target: Target, insider: Insider): void {
    const {index, count} = target;
    const isBlind = (this.#moving.get(index) ?? []).some(
      (witness) =>
        Math.abs(changeOf(witness, index, count)) >= 1 - nothing && isPossibleFor(witness, insider),
    );
    if (isBlind) return;
    const {entitled, notRegistered} = this.cells[index]!;
    const isSeen = stepsOf[count].some(
      ([people, missing]) =>
        entitled + people >= 0 &&
        notRegistered + missing >= 0 &&
        entitled + people >= notRegistered + missing &&
        this.#find({index, entitled: people, notRegistered: missing, serves: []}, insider),
    );
    if (isSeen) return;
    this.#closeFamily(this.cells[index]!.family);
  }

  /** Find the cheapest other table with a demanded change, and hide what differs in it. */
  #find(demand: Demand, insider?: Insider): boolean {
    const near = this.#findIn(this.#small(), demand, insider);
    if (!near) this.#misses += 1;
    const found = near ?? this.#findIn(this.#all(), demand, insider);
    if (!found) return false;
    this.#adopt(found);
    for (const {target, isUp} of demand.serves) this.#reached.get(target)![isUp ? 'up' : 'down'] = true;
    return true;
  }

  #findIn(tables: OtherTables, demand: Demand, insider: Insider | undefined): Change[] | undefined {
    this.#solves += 1;
    return tables.find(demand, insider);
  }

  /** The tables in which large counts stay exact, unless they are hidden already. */
  #small(): OtherTables {
    if (this.#misses >= missesBefore) {
      this.#misses = 0;
      this.#smallTables?.close();
      this.#smallTables = undefined;
    }
    this.#smallTables ??= this.#open(largeCount);
    return this.#smallTables;
  }

  #all(): OtherTables {
    this.#allTables ??= this.#open(Number.POSITIVE_INFINITY);
    return this.#allTables;
  }

  #open(most: number): OtherTables {
    const hidden = {entitled: this.#entitledHidden, notRegistered: this.#partsHidden};
    return new OtherTables(this.#system, (i) => this.#priceOf(i), hidden, most, this.solver);
  }

  /** Hide what differs in another table, and see whom it protects as it is, and drawn out as far as it goes. */
  #adopt(changes: readonly Change[]): void {
    for (const {index, entitled} of changes) this.#hide(index, Math.abs(entitled) >= nothing);
    const witness = witnessOf(changes.map((c) => [c.index, c.entitled, c.notRegistered]));
    this.#keep(witness);
    const {forward, back} = reachOf(witness, this.cells);
    if (forward > 1 + nothing) this.#keep(scaled(witness, forward));
    if (back > nothing) this.#keep(scaled(witness, -back));
  }

  /** Credit every target that a witness takes as far as it needs. */
  #keep(witness: Witness): void {
    for (const [j, index] of witness.moved.entries()) {
      this.#moving.set(index, [...(this.#moving.get(index) ?? []), witness]);
      for (const target of this.#targetsAt.get(index) ?? []) {
        const reached = this.#reached.get(target)!;
        const change = countOf(witness.entitled[j]!, witness.notRegistered[j]!, target.count);
        const goesUp = !reached.up && change >= target.up - nothing;
        const goesDown = !reached.down && -change >= target.down - nothing;
        if (!goesUp && !goesDown) continue;
        // whoever is the only one of a cell in the same sum may know that this table is not the true one
        if (!this.#neighbours(target).every((insider) => isPossibleFor(witness, insider))) continue;
        reached.up ||= goesUp;
        reached.down ||= goesDown;
      }
    }
    this.#witnesses.push(witness);
  }

  #hide(i: number, withEntitled: boolean): void {
    if (this.#partsHidden[i] && (!withEntitled || this.#entitledHidden[i])) return;
    if (withEntitled) this.#entitledHidden[i] = 1;
    this.#partsHidden[i] = 1;
    this.#allTables?.price(i);
    this.#smallTables?.price(i);
  }

  /** Show nothing of a family, nor of any family that crosses it. */
  #closeFamily(family: Cell['family']): void {
    this.cells.forEach((cell, i) => {
      if (!family.every((d) => cell.family.includes(d))) return;
      this.#closed.add(cell.family.join(' '));
      this.#hide(i, true);
    });
  }

  #closeAll(): void {
    this.#closeFamily([]);
  }

  #priceOf(i: number): Price {
    const {family, entitled, notRegistered} = this.cells[i]!;
    // the tail makes the cheapest table one and the same in every run
    const tail = i * 1e-6;
    // the people in a large group of one dimension stay exact wherever another way exists
    const isTotal = family.length === 1 && entitled >= this.thresholds.exact_total_from;
    const people = this.#entitledHidden[i] ? 0 : (1 + entitled) * (isTotal ? 100 : 1) + tail;
    const missing = this.#partsHidden[i] ? 0 : 1 + notRegistered + tail;
    const isSingle = this.#singles.has(i);
    // the only one without an account knows that count, not how many have one
    const knowsPeople = isSingle && (notRegistered !== 1 || entitled <= 2);
    return {
      entitled: people + (knowsPeople ? keptPrice : 0),
      notRegistered: missing + (isSingle ? keptPrice : 0),
    };
  }
}

/** Every way in which a count is one more or one less: people, and those of them without an account. */
const stepsOf: Readonly<Record<Count, readonly (readonly [people: number, missing: number])[]>> = {
  // biome-ignore format: a table
  entitled: [[1, 0], [1, 1], [-1, 0], [-1, -1]],
  // biome-ignore format: a table
  notRegistered: [[0, 1], [1, 1], [0, -1], [-1, -1]],
  // biome-ignore format: a table
  registered: [[0, -1], [1, 0], [0, 1], [-1, 0]],
};

/** What other tables must show: per small cell one with the small counts at zero and one with them well above. */
function demandsOf(cells: readonly Cell[], targets: readonly Target[], k: number): Demand[] {
  const byCell = new Map<number, Target[]>();
  for (const target of targets) byCell.set(target.index, [...(byCell.get(target.index) ?? []), target]);
  return [...byCell].flatMap(([index, those]): Demand[] => {
    const {entitled, notRegistered} = cells[index]!;
    const registered = entitled - notRegistered;
    const whole = those.find((t) => t.count === 'entitled' && t.value < k);
    // in a cell of a handful everybody goes, or all parts grow, in one table
    if (whole) {
      const ups = those.map((target) => ({target, isUp: true}));
      const downs = those.map((target) => ({target, isUp: false}));
      return [
        {index, entitled: -entitled, notRegistered: -notRegistered, serves: downs},
        {index, entitled: 2 * whole.up, notRegistered: whole.up, serves: ups},
      ];
    }
    return those.flatMap((target): Demand[] => {
      if (target.count === 'entitled') {
        const {up, down} = target;
        const fewer = {entitled: -down, notRegistered: Math.min(0, registered - down)};
        return [
          {index, ...fewer, serves: [{target, isUp: false}]},
          {index, entitled: up, notRegistered: 0, serves: [{target, isUp: true}]},
        ];
      }
      const isMissing = target.count === 'notRegistered';
      // growing at the cost of the other part, as long as that lasts
      const other = isMissing ? registered : notRegistered;
      const fromOther = Math.min(target.up, other);
      const more = target.up - fromOther;
      const down = {entitled: 0, notRegistered: isMissing ? -target.down : target.down};
      const up = {entitled: more, notRegistered: isMissing ? target.up : -fromOther};
      return [
        ...(target.down > 0 ? [{index, ...down, serves: [{target, isUp: false}]}] : []),
        {index, ...up, serves: [{target, isUp: true}]},
      ];
    });
  });
}
