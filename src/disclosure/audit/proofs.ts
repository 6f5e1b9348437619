import type {Target} from '../targets.js';
import {changeOf, type Insider, isPossibleFor, type Witness} from '../witness.js';
import type {Bounds} from './bounds.js';

/** Other tables that agree with everything shown, by the cells they move. */
export class Proofs {
  readonly #moving = new Map<number, Witness[]>();

  constructor(tables: readonly Witness[]) {
    for (const table of tables) this.add(table);
  }

  /** The same tables, to which more can be added apart. */
  copy(): Proofs {
    const copy = new Proofs([]);
    for (const [index, tables] of this.#moving) copy.#moving.set(index, [...tables]);
    return copy;
  }

  add(table: Witness): void {
    for (const index of table.moved) {
      const those = this.#moving.get(index);
      if (those) those.push(table);
      else this.#moving.set(index, [table]);
    }
  }

  /**
   * How far the tables show that a count may lie from its true value, as far as its promise goes.
   *
   * @param known counts that are known besides what is shown: a table that changes them proves nothing
   */
  boundsOf({index, count, up, down}: Target, known: readonly Insider[]): Bounds {
    let [low, high] = [0, 0];
    for (const table of this.#moving.get(index) ?? []) {
      const change = changeOf(table, index, count);
      if (change >= low && change <= high) continue;
      if (!known.every((those) => isPossibleFor(table, those))) continue;
      low = Math.min(low, change);
      high = Math.max(high, change);
      if (low <= -down && high >= up) break;
    }
    return {low, high};
  }
}
