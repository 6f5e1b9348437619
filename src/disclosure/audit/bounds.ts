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
    });
  }

  /**
   * Bounds of a count as far as its promise goes: what lies beyond is not asked.
   *
   * @param known counts that are known besides
   */
  boundsOf(target: Target, known: readonly Insider[] = []): Reach {
    const {index, count} = target;
    this.#keepWithin(target, -target.down, target.up);
    for (const those of known) this.#know(those);
    const people = count === 'notRegistered' ? 0 : 1;
    const missing = count === 'entitled' ? 0 : count === 'notRegistered' ? 1 : -1;
    const tables: Witness[] = [];
    const extreme = (sign: number): number => {
      this.#desk.setCost(index * 2, -sign * people);
      this.#desk.setCost(index * 2 + 1, -sign * missing);
      const values = this.#desk.solve();
      // no answer is no proof
      if (!values) return 0;
      const table = tableOf(values);
      tables.push(table);
      return changeOf(table, index, count);
    };
    const bounds = {low: extreme(-1), high: extreme(1)};
    this.#desk.setCost(index * 2, 0);
    this.#desk.setCost(index * 2 + 1, 0);
    this.#release(index);
    for (const {index: at} of known) this.#release(at);
    return {...bounds, tables};
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
