import type {Cell, Sum} from './cells.js';
import type {Desk, ProgrammeRow, Solver} from './solver.js';
import {type Insider, nothing} from './witness.js';

/** The cells whose other tables are looked for, and how they add up. */
export interface TableSystem {
  readonly cells: readonly Cell[];
  readonly sums: readonly Sum[];
  readonly place: ReadonlyMap<string, number>;
  /** Ids of cells that are taken as known whatever else is hidden. */
  readonly known: ReadonlySet<string>;
}

/** A change of one cell that another table must show. */
export interface Change {
  readonly index: number;
  readonly entitled: number;
  readonly notRegistered: number;
}

/** What it costs, per person, that another table changes a count. */
export type Price = Pick<Change, 'entitled' | 'notRegistered'>;

const kinds = ['entitled', 'notRegistered'] as const;
type Kind = (typeof kinds)[number];

/** In the place of a column or row that is not there. */
const none = -1;

/**
 * Every other table of a system as one linear programme that stays in the solver: changes that keep every sum and
 * leave nobody below zero. The cheapest one with a demanded change is what must be hidden beside it.
 *
 * Large counts can be left out: they stay as they are. Changing one costs as many people as are in it, so the cheapest
 * table hardly ever does, and the programme is a fraction of the size.
 */
export class OtherTables {
  /** Per count, the column of a change upward; the one downward stands beside it. */
  readonly #columns: Readonly<Record<Kind, Int32Array>>;
  /** Per cell, the row by which those with an account are not fewer than nobody. */
  readonly #rows: Int32Array;
  readonly #desk: Desk;

  /**
   * @param hidden per count, the places of cells where it may change however large it is
   * @param most other counts stay as they are from here on
   */
  constructor(
    readonly system: TableSystem,
    readonly priceOf: (place: number) => Price,
    hidden: Readonly<Record<Kind, Uint8Array>>,
    most: number,
    solver: Solver,
  ) {
    const {cells, known} = system;
    let size = 0;
    const columnsOf = (kind: Kind): Int32Array => {
      const moves = cells.map(
        (cell, i) => hidden[kind][i] === 1 || (!known.has(cell.id) && cell[kind] < most),
      );
      settle(system, moves);
      return Int32Array.from(moves, (isMoving) => {
        if (!isMoving) return none;
        size += 2;
        return size - 2;
      });
    };
    this.#columns = {entitled: columnsOf('entitled'), notRegistered: columnsOf('notRegistered')};
    const rows = kinds.flatMap((kind) => this.#sumRows(kind));
    this.#rows = Int32Array.from(cells, (cell, i) => {
      const [people, missing] = kinds.map((kind) => this.#columns[kind][i]!) as [number, number];
      const registered = cell.entitled - cell.notRegistered;
      if (people === none || missing === none || registered >= most) return none;
      const columns = [people, people + 1, missing, missing + 1];
      rows.push({lower: -registered, upper: Number.POSITIVE_INFINITY, columns, factors: [1, -1, -1, 1]});
      return rows.length - 1;
    });
    this.#desk = solver({
      ...{lower: new Float64Array(size), upper: new Float64Array(size), cost: new Float64Array(size)},
      rows,
    });
    cells.forEach((_, i) => {
      this.#release(i);
      this.price(i);
    });
  }

  /** Look up again what changing a cell costs. */
  price(i: number, more = 0): void {
    const price = this.priceOf(i);
    for (const kind of kinds) {
      const column = this.#columns[kind][i]!;
      if (column === none) continue;
      this.#desk.setCost(column, price[kind] + more);
      this.#desk.setCost(column + 1, price[kind] + more);
    }
  }

  /** Take what an insider knows as known, or no longer. */
  know({index, knows}: Insider, isKnown: boolean): void {
    this.#release(index);
    if (!isKnown) return;
    for (const kind of kinds) if (knows.includes(kind)) this.#fix(index, kind, 0);
    if (!knows.includes('registered')) return;
    const row = this.#rows[index]!;
    if (row !== none) this.#desk.setRow(row, 0, 0);
    else for (const kind of kinds) this.#fix(index, kind, 0);
  }

  /**
   * The cheapest other table with a change: the cells that differ in it.
   *
   * @param insider somebody whose knowledge it must leave as it is
   */
  find(change: Change, insider?: Insider): Change[] | undefined {
    if (!kinds.every((kind) => change[kind] === 0 || this.#columns[kind][change.index] !== none))
      return undefined;
    if (insider) this.know(insider, true);
    for (const kind of kinds) this.#fix(change.index, kind, change[kind]);
    const values = this.#desk.solve();
    this.#release(change.index);
    if (insider) this.know(insider, false);
    return values && this.#changesIn(values);
  }

  close(): void {
    this.#desk.close();
  }

  #changesIn(values: Float64Array): Change[] | undefined {
    const {cells} = this.system;
    const changes: Change[] = [];
    for (let index = 0; index < cells.length; index++) {
      const by = (kind: Kind): number => {
        const column = this.#columns[kind][index]!;
        return column === none ? 0 : values[column]! - values[column + 1]!;
      };
      const [entitled, notRegistered] = [by('entitled'), by('notRegistered')];
      if (Math.abs(entitled) < nothing && Math.abs(notRegistered) < nothing) continue;
      const cell = cells[index]!;
      // a large number with an account has no row of its own
      if (cell.entitled + entitled - cell.notRegistered - notRegistered < -nothing) return undefined;
      changes.push({index, entitled, notRegistered});
    }
    return changes;
  }

  #sumRows(kind: Kind): ProgrammeRow[] {
    const {sums, place} = this.system;
    return sums.flatMap(({whole, parts}): ProgrammeRow[] => {
      const columns: number[] = [];
      const factors: number[] = [];
      for (const cell of [...parts, whole]) {
        const column = this.#columns[kind][place.get(cell.id)!]!;
        if (column === none) continue;
        const sign = cell === whole ? -1 : 1;
        columns.push(column, column + 1);
        factors.push(sign, -sign);
      }
      return columns.length === 0 ? [] : [{lower: 0, upper: 0, columns, factors}];
    });
  }

  #fix(i: number, kind: Kind, amount: number): void {
    const column = this.#columns[kind][i]!;
    if (column === none) return;
    this.#desk.setBounds(column, Math.max(amount, 0), Math.max(amount, 0));
    this.#desk.setBounds(column + 1, Math.max(-amount, 0), Math.max(-amount, 0));
  }

  /** Let a cell change as far as nobody falls below zero. */
  #release(i: number): void {
    const {entitled, notRegistered, id} = this.system.cells[i]!;
    const registered = entitled - notRegistered;
    const row = this.#rows[i]!;
    if (row !== none) this.#desk.setRow(row, -registered, Number.POSITIVE_INFINITY);
    const isKnown = this.system.known.has(id);
    const [people, missing] = kinds.map((kind) => this.#columns[kind][i]!) as [number, number];
    const isAlone = people === none || missing === none;
    const room = (column: number, up: number, down: number): void => {
      if (column === none) return;
      this.#desk.setBounds(column, 0, isKnown ? 0 : up);
      this.#desk.setBounds(column + 1, 0, isKnown ? 0 : down);
    };
    room(people, Number.POSITIVE_INFINITY, isAlone ? registered : entitled);
    room(missing, isAlone ? registered : Number.POSITIVE_INFINITY, notRegistered);
  }
}

/** What stands alone among the moving counts of a sum cannot move either. */
function settle({sums, place}: TableSystem, moves: boolean[]): void {
  const members = sums.map(({whole, parts}) => [whole, ...parts].map((cell) => place.get(cell.id)!));
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const those of members) {
      const moving = those.filter((i) => moves[i]);
      if (moving.length !== 1) continue;
      moves[moving[0]!] = false;
      isDone = false;
    }
  }
}
