import type {Cell} from '../cells.js';
import type {ProtectedYear} from '../protect.js';
import type {ShownCell} from '../release.js';
import type {Desk, ProgrammeRow, Solver} from '../solver.js';
import type {Target} from '../targets.js';
import {changeOf, type Insider, nothing, type Witness, witnessOf} from '../witness.js';

/** How far a count may lie below and above its true value, for all a reader knows. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Bounds of a count, and the other tables that go as far. */
export interface Reach extends Bounds {
  readonly tables: readonly Witness[];
}

/** A count, and the side to which it would have to lie. */
export interface Wish {
  readonly target: Target;
  readonly direction: 1 | -1;
}

/**
 * The bounds of a reader who knows everything shown, how the cells add up, that nobody is counted below zero, and
 * some cells exactly: two linear programmes a count.
 */
export class Attacker {
  readonly #desk: Desk;
  readonly #rooms: readonly (readonly [lower: number, upper: number])[];
  readonly #cells: readonly Cell[];
  readonly #rowsOfSums: number;

  constructor(
    {cells, sums}: Pick<ProtectedYear, 'cells' | 'sums'>,
    shown: ReadonlyMap<string, ShownCell>,
    solver: Solver,
  ) {
    this.#cells = cells;
    this.#rowsOfSums = sums.length * 2;
    const place = new Map(cells.map((cell, i) => [cell.id, i]));
    // nobody thinks more people possible in a cell than there are
    const most = Math.max(...cells.map((cell) => cell.entitled));
    this.#rooms = cells.flatMap((cell) => {
      const seen = shown.get(cell.id);
      const room = (value: number | null | undefined, truth: number): readonly [number, number] =>
        (value ?? null) === null ? [-truth, most] : [0, 0];
      return [room(seen?.entitled, cell.entitled), room(seen?.notRegistered, cell.notRegistered)];
    });
    const rows: ProgrammeRow[] = [0, 1].flatMap((kind) =>
      sums.map(({whole, parts}): ProgrammeRow => {
        const all = [...parts, whole];
        return {
          lower: 0,
          upper: 0,
          columns: all.map((cell) => place.get(cell.id)! * 2 + kind),
          factors: all.map((cell) => (cell === whole ? -1 : 1)),
        };
      }),
    );
    cells.forEach((_, i) => {
      const [lower, upper] = this.#rowRoom(i);
      rows.push({lower, upper, columns: [i * 2, i * 2 + 1], factors: [1, -1]});
    });
    this.#desk = solver({
      lower: Float64Array.from(this.#rooms, ([lower]) => lower),
      upper: Float64Array.from(this.#rooms, ([, upper]) => upper),
      cost: new Float64Array(cells.length * 2),
      rows,
      simplex: 'primal',
    });
  }

  /**
   * Bounds of a count as far as its promise goes: what lies beyond is not asked.
   *
   * @param known counts that are known besides
   */
  boundsOf(target: Target, known: readonly Insider[] = []): Reach {
    const tables: Witness[] = [];
    const extreme = (direction: 1 | -1): number => {
      const table = this.tableFor([{target, direction}], known);
      // no answer is no proof
      if (!table) return 0;
      tables.push(table);
      return changeOf(table, target.index, target.count);
    };
    return {low: extreme(-1), high: extreme(1), tables};
  }

  /**
   * The table in which some counts together lie as far to their own sides as it goes, none beyond its promise: one
   * programme, as quick for many counts as for one.
   *
   * @param known counts that are known besides
   */
  tableFor(wishes: readonly Wish[], known: readonly Insider[] = []): Witness | undefined {
    for (const {target} of wishes) this.#keepWithin(target, -target.down, target.up);
    for (const those of known) this.#know(those);
    const costs = costsOf(wishes);
    for (const [column, cost] of costs) this.#desk.setCost(column, cost);
    const values = this.#desk.solve();
    for (const column of costs.keys()) this.#desk.setCost(column, 0);
    for (const {target} of wishes) this.#release(target.index);
    for (const {index} of known) this.#release(index);
    return values && tableOf(values);
  }

  #keepWithin({index, count}: Target, low: number, high: number): void {
    if (count === 'registered') {
      this.#desk.setRow(this.#rowsOfSums + index, low, high);
      return;
    }
    const column = index * 2 + (count === 'entitled' ? 0 : 1);
    const [least, most] = this.#rooms[column]!;
    this.#desk.setBounds(column, Math.max(low, least), Math.min(high, most));
  }

  #know({index, knows}: Insider): void {
    for (const count of knows) {
      if (count === 'registered') this.#desk.setRow(this.#rowsOfSums + index, 0, 0);
      else this.#desk.setBounds(index * 2 + (count === 'entitled' ? 0 : 1), 0, 0);
    }
  }

  /** Let a cell be anything again that what is shown leaves possible. */
  #release(index: number): void {
    this.#desk.setRow(this.#rowsOfSums + index, ...this.#rowRoom(index));
    for (const column of [index * 2, index * 2 + 1]) this.#desk.setBounds(column, ...this.#rooms[column]!);
  }

  /** Those with an account are not fewer than nobody. */
  #rowRoom(index: number): readonly [number, number] {
    const {entitled, notRegistered} = this.#cells[index]!;
    return [notRegistered - entitled, Number.POSITIVE_INFINITY];
  }

  close(): void {
    this.#desk.close();
  }
}

/** The cost per column that pulls counts to their sides; more than one count of a cell may be asked for. */
function costsOf(wishes: readonly Wish[]): Map<number, number> {
  const costs = new Map<number, number>();
  const add = (column: number, cost: number): void => void costs.set(column, (costs.get(column) ?? 0) + cost);
  for (const {
    target: {index, count},
    direction,
  } of wishes) {
    if (count !== 'notRegistered') add(index * 2, -direction);
    if (count !== 'entitled') add(index * 2 + 1, count === 'notRegistered' ? -direction : direction);
  }
  return costs;
}

/** A solution of the programme, as the cells that differ in it. */
function tableOf(values: Float64Array): Witness {
  const changes: [number, number, number][] = [];
  for (let i = 0; i < values.length / 2; i++) {
    const [entitled, notRegistered] = [values[i * 2]!, values[i * 2 + 1]!];
    if (Math.abs(entitled) > nothing || Math.abs(notRegistered) > nothing)
      changes.push([i, entitled, notRegistered]);
  }
  return witnessOf(changes);
}
