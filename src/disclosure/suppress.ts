import type {Cell, Sum} from './cells.js';
import type {Thresholds} from './register.js';
import type {Desk, ProgrammeRow, Solver} from './solver.js';
import {type Count, countOf, type Target, targetsOf} from './targets.js';

/** Why a count is not shown: `u` is too small by itself, `x` would give a small one away. Both print the same sign. */
export type Status = 's' | 'u' | 'x';

/** What may be shown of one cell. A share or an amount follows the count it is about. */
export interface Ruling {
  /** Of the people in the cell. */
  readonly entitled: Status;
  /** Of those without an account and, with them, of those with one: each gives the other away. */
  readonly parts: Status;
}

/** Another table that agrees with everything shown: the proof that a hidden count cannot be known. */
export interface Witness {
  /** Change of people, and of those without an account, per cell in the order of the system. */
  readonly entitled: Float64Array;
  readonly notRegistered: Float64Array;
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
 * Counts of one stay as they are in the other tables where that can be, so that a member who knows that a cell is
 * them learns no more.
 *
 * @param cells of one reference year
 * @param sums every relation between them
 * @param known ids of cells that are taken as known whatever else is hidden
 */
export function suppress(
  cells: readonly Cell[],
  sums: readonly Sum[],
  thresholds: Thresholds,
  solver: Solver,
  known: ReadonlySet<string> = new Set(cells.filter((c) => c.family.length === 0).map((c) => c.id)),
): Suppression {
  const attempt = new Attempt(cells, sums, thresholds, solver, known);
  try {
    return attempt.run();
  } finally {
    attempt.close();
  }
}

/** Below this, a change is what the solver's tolerance left. */
export const nothing = 1e-6;

/** Columns per cell: people up and down, those without an account up and down. */
const [entitledUp, entitledDown, missingUp, missingDown] = [0, 1, 2, 3];
const columnsPerCell = 4;

/** A change of one cell that some other table must show. */
interface Demand {
  readonly index: number;
  readonly entitled: number;
  readonly notRegistered: number;
  /** The targets that it serves, each upward or downward. */
  readonly serves: readonly {readonly target: Target; readonly isUp: boolean}[];
}

class Attempt {
  readonly #targets: readonly Target[];
  readonly #demands: readonly Demand[];
  readonly #entitledHidden: Uint8Array;
  readonly #partsHidden: Uint8Array;
  readonly #witnesses: Witness[] = [];
  readonly #reached: ReadonlyMap<Target, {up: boolean; down: boolean}>;
  readonly #closed = new Set<string>();
  readonly #singles: ReadonlySet<number>;
  /** Per cell, the sums it stands in. */
  readonly #around: readonly (readonly number[])[];
  readonly #desk: Desk;
  #solves = 0;

  constructor(
    readonly cells: readonly Cell[],
    readonly sums: readonly Sum[],
    readonly thresholds: Thresholds,
    solver: Solver,
    readonly known: ReadonlySet<string>,
  ) {
    this.#targets = targetsOf(cells, thresholds);
    this.#demands = demandsOf(cells, this.#targets);
    this.#reached = new Map(
      this.#targets.map((target) => [target, {up: target.up === 0, down: target.down === 0}]),
    );
    this.#entitledHidden = new Uint8Array(cells.length);
    this.#partsHidden = new Uint8Array(cells.length);
    for (const {index, count} of this.#targets) {
      if (count === 'entitled') this.#entitledHidden[index] = 1;
      this.#partsHidden[index] = 1;
    }
    const place = new Map(cells.map((cell, i) => [cell.id, i]));
    const around: number[][] = cells.map(() => []);
    sums.forEach(({whole, parts}, j) => {
      for (const cell of [whole, ...parts]) around[place.get(cell.id)!]!.push(j);
    });
    this.#around = around;
    this.#singles = new Set(
      cells.flatMap((cell, i) =>
        [cell.entitled, cell.notRegistered, cell.entitled - cell.notRegistered].includes(1) ? [i] : [],
      ),
    );
    this.#desk = openDesk(cells, sums, place, solver);
    for (let i = 0; i < cells.length; i++) {
      this.#bound(i, this.#singles.has(i));
      this.#price(i);
    }
  }

  close(): void {
    this.#desk.close();
  }

  run(): Suppression {
    const {cells} = this;
    // a total that is small itself leaves nothing that could be shown of the year
    if (this.#targets.some(({index}) => cells[index]!.family.length === 0)) this.#closeAll();
    for (const demand of this.#demands) {
      if (cells.every((_, i) => this.#entitledHidden[i])) break;
      this.#meet(demand);
    }
    const own = new Map<number, Set<Count>>();
    for (const {index, count} of this.#targets) own.set(index, (own.get(index) ?? new Set()).add(count));
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
    const beside = this.#singlesBeside(demand.index);
    const far = [...this.#singles].filter((i) => !beside.has(i));
    if (this.#solve(demand, []) || this.#solve(demand, far) || this.#solve(demand, [...this.#singles]))
      return;
    this.#closeFamily(this.cells[demand.index]!.family);
    if (!this.#solve(demand, [...this.#singles])) this.#closeAll();
  }

  /** Counts of one that stand in a sum with a cell. */
  #singlesBeside(index: number): Set<number> {
    const sums = new Set(this.#around[index]);
    return new Set([...this.#singles].filter((i) => this.#around[i]!.some((sum) => sums.has(sum))));
  }

  /**
   * Find the cheapest other table with a demanded change, and hide what differs in it.
   *
   * @param free counts of one that may change as well
   */
  #solve(demand: Demand, free: readonly number[]): boolean {
    const {index} = demand;
    this.#bound(index, false);
    for (const i of free) this.#bound(i, false);
    this.#fix(index, entitledUp, entitledDown, demand.entitled);
    this.#fix(index, missingUp, missingDown, demand.notRegistered);
    this.#solves += 1;
    const values = this.#desk.solve();
    for (const i of free) this.#bound(i, true);
    this.#bound(index, this.#singles.has(index));
    if (!values) return false;
    this.#adopt(values);
    for (const {target, isUp} of demand.serves) this.#reached.get(target)![isUp ? 'up' : 'down'] = true;
    return true;
  }

  #fix(i: number, up: number, down: number, amount: number): void {
    const at = i * columnsPerCell;
    this.#desk.setBounds(at + up, Math.max(amount, 0), Math.max(amount, 0));
    this.#desk.setBounds(at + down, Math.max(-amount, 0), Math.max(-amount, 0));
  }

  /** Hide what differs in another table, and see whom it protects as it is, and drawn out as far as it goes. */
  #adopt(values: Float64Array): void {
    const {cells} = this;
    const witness = {
      entitled: new Float64Array(cells.length),
      notRegistered: new Float64Array(cells.length),
    };
    const moved: number[] = [];
    for (let i = 0; i < cells.length; i++) {
      const at = i * columnsPerCell;
      const people = values[at + entitledUp]! - values[at + entitledDown]!;
      const missing = values[at + missingUp]! - values[at + missingDown]!;
      if (Math.abs(people) < nothing && Math.abs(missing) < nothing) continue;
      moved.push(i);
      witness.entitled[i] = people;
      witness.notRegistered[i] = missing;
      this.#hide(i, Math.abs(people) >= nothing);
    }
    this.#keep(witness, moved);
    const {forward, back} = reachOf(witness, moved, cells);
    if (forward > 1 + nothing) this.#keep(scaled(witness, forward), moved);
    if (back > nothing) this.#keep(scaled(witness, -back), moved);
  }

  /** Credit every target that a witness takes as far as it needs. */
  #keep(witness: Witness, moved: readonly number[]): void {
    const insiders = new Map<number, number[]>();
    for (const single of moved.filter((i) => this.#singles.has(i)))
      for (const sum of this.#around[single]!) insiders.set(sum, [...(insiders.get(sum) ?? []), single]);
    for (const [target, reached] of this.#reached) {
      const change = countOf(
        witness.entitled[target.index]!,
        witness.notRegistered[target.index]!,
        target.count,
      );
      const goesUp = !reached.up && change >= target.up - nothing;
      const goesDown = !reached.down && -change >= target.down - nothing;
      if (!goesUp && !goesDown) continue;
      // whoever is the only one of a cell in the same sum knows that this table is not the true one
      const knowing = this.#around[target.index]!.flatMap((sum) => insiders.get(sum) ?? []);
      if (knowing.some((single) => single !== target.index)) continue;
      reached.up ||= goesUp;
      reached.down ||= goesDown;
    }
    this.#witnesses.push(witness);
  }

  #hide(i: number, withEntitled: boolean): void {
    if (this.#partsHidden[i] && (!withEntitled || this.#entitledHidden[i])) return;
    if (withEntitled) this.#entitledHidden[i] = 1;
    this.#partsHidden[i] = 1;
    this.#price(i);
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

  #bound(i: number, isFixed: boolean): void {
    const cell = this.cells[i]!;
    const at = i * columnsPerCell;
    const isTotal = this.known.has(cell.id);
    // the only one without an account knows that count, not how many have one
    const people = isTotal || (isFixed && cell.notRegistered !== 1) ? 0 : Number.POSITIVE_INFINITY;
    const missing = isTotal || isFixed ? 0 : Number.POSITIVE_INFINITY;
    this.#desk.setBounds(at + entitledUp, 0, people);
    this.#desk.setBounds(at + entitledDown, 0, Math.min(people, cell.entitled));
    this.#desk.setBounds(at + missingUp, 0, missing);
    this.#desk.setBounds(at + missingDown, 0, Math.min(missing, cell.notRegistered));
  }

  #price(i: number): void {
    const cell = this.cells[i]!;
    const at = i * columnsPerCell;
    // the tail makes the cheapest table one and the same in every run
    const tail = i * 1e-6;
    // the people in a large group of one dimension stay exact wherever another way exists
    const isTotal = cell.family.length === 1 && cell.entitled >= this.thresholds.exact_total_from;
    const people = this.#entitledHidden[i] ? 0 : (1 + cell.entitled) * (isTotal ? 100 : 1) + tail;
    const parts = this.#partsHidden[i] ? 0 : 1 + cell.notRegistered + tail;
    for (const column of [entitledUp, entitledDown]) this.#desk.setCost(at + column, people);
    for (const column of [missingUp, missingDown]) this.#desk.setCost(at + column, parts);
  }
}

/** What other tables must show: per small cell one with the small counts at zero and one with them well above. */
function demandsOf(cells: readonly Cell[], targets: readonly Target[]): Demand[] {
  const byCell = new Map<number, Target[]>();
  for (const target of targets) byCell.set(target.index, [...(byCell.get(target.index) ?? []), target]);
  return [...byCell].flatMap(([index, those]): Demand[] => {
    const {entitled, notRegistered} = cells[index]!;
    const registered = entitled - notRegistered;
    const whole = those.find((t) => t.count === 'entitled');
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

/** How many times a witness can be drawn out, and turned round, before a count falls below nobody. */
function reachOf(
  witness: Witness,
  moved: readonly number[],
  cells: readonly Cell[],
): {forward: number; back: number} {
  let forward = Number.POSITIVE_INFINITY;
  let back = Number.POSITIVE_INFINITY;
  for (const i of moved) {
    const {entitled, notRegistered} = cells[i]!;
    const people = witness.entitled[i]!;
    const missing = witness.notRegistered[i]!;
    for (const [room, change] of [
      [entitled, people],
      [notRegistered, missing],
      [entitled - notRegistered, people - missing],
    ] as const) {
      if (change < -nothing) forward = Math.min(forward, room / -change);
      if (change > nothing) back = Math.min(back, room / change);
    }
  }
  // far enough for any need; without an end only where nothing is moved
  return {forward: Math.min(forward, 1000), back: Math.min(back, 1000)};
}

const scaled = (witness: Witness, factor: number): Witness => ({
  entitled: witness.entitled.map((change) => change * factor),
  notRegistered: witness.notRegistered.map((change) => change * factor),
});

/** Every other table of a system as one programme: changes that keep every sum and leave nobody below zero. */
function openDesk(
  cells: readonly Cell[],
  sums: readonly Sum[],
  place: ReadonlyMap<string, number>,
  solver: Solver,
): Desk {
  const rows: ProgrammeRow[] = [];
  for (const [up, down] of [
    [entitledUp, entitledDown],
    [missingUp, missingDown],
  ] as const) {
    for (const {whole, parts} of sums) {
      const columns: number[] = [];
      const factors: number[] = [];
      for (const [cell, sign] of [...parts.map((p) => [p, 1] as const), [whole, -1] as const]) {
        const at = place.get(cell.id)! * columnsPerCell;
        columns.push(at + up, at + down);
        factors.push(sign, -sign);
      }
      rows.push({lower: 0, upper: 0, columns, factors});
    }
  }
  // whoever has an account is not fewer than nobody
  cells.forEach((cell, i) => {
    const at = i * columnsPerCell;
    rows.push({
      lower: cell.notRegistered - cell.entitled,
      upper: Number.POSITIVE_INFINITY,
      columns: [at + entitledUp, at + entitledDown, at + missingUp, at + missingDown],
      factors: [1, -1, -1, 1],
    });
  });
  const size = cells.length * columnsPerCell;
  return solver({
    lower: new Float64Array(size),
    upper: new Float64Array(size),
    cost: new Float64Array(size),
    rows,
  });
}
