import type {Sum} from '../cells.js';
import type {ProgrammeRow, Solver} from '../solver.js';

/** A cell with its true count and the figure published for it. */
export interface BandCell {
  readonly id: string;
  readonly family: readonly string[];
  readonly levels: readonly string[];
  readonly value: number;
  readonly figure: number;
}

/**
 * What rounded figures leave possible. A figure says that the true count lies less than the base away from it; sums
 * tie the counts together.
 *
 * Most cells are settled by a swap: some people more in one corner of a box of cells and as many fewer in the next,
 * which leaves every margin as it is, is another possible table. Only where no swap within the family is wide enough,
 * or a finer family counts the same people, a linear programme is asked.
 */
export class Bands {
  readonly #byLevels: ReadonlyMap<string, number>;
  readonly #levels: ReadonlyMap<string, readonly string[]>;
  readonly #isFinest: ReadonlySet<string>;

  constructor(
    readonly cells: readonly BandCell[],
    readonly sums: readonly Sum[],
    readonly base: number,
    readonly solver: Solver,
  ) {
    const key = (cell: BandCell): string => `${cell.family.join(' ')}|${cell.levels.join('|')}`;
    this.#byLevels = new Map(cells.map((cell, i) => [key(cell), i]));
    const levels = new Map<string, Set<string>>();
    const families = new Map<string, readonly string[]>();
    for (const cell of cells) {
      families.set(cell.family.join(' '), cell.family);
      cell.family.forEach((d, i) => {
        levels.set(d, (levels.get(d) ?? new Set()).add(cell.levels[i]!));
      });
    }
    this.#levels = new Map([...levels].map(([d, set]) => [d, [...set]]));
    this.#isFinest = new Set(
      [...families.values()]
        .filter(
          (f) => ![...families.values()].some((g) => g.length > f.length && f.every((d) => g.includes(d))),
        )
        .map((f) => f.join(' ')),
    );
  }

  /**
   * How far apart the least and the most are that a cell may hold, for who knows that it holds at least `least`.
   *
   * @param enough no need to look further once it is this wide
   */
  widthOf(i: number, least: number, enough: number): number {
    const cell = this.cells[i]!;
    const known = cell.value - least;
    if (this.#isFinest.has(cell.family.join(' ')) && cell.family.length >= 2) {
      const up = this.#swap(i, 1);
      const down = Math.min(this.#swap(i, -1), known);
      if (up + down >= enough) return up + down;
    }
    const {low, high} = this.#bounds(i);
    return Math.floor(high + 1e-6) - Math.ceil(Math.max(low, -known) - 1e-6);
  }

  /** People that a cell may hold more than it does, or fewer, before its figure would be another. */
  #room(i: number, sign: number): number {
    const {value, figure} = this.cells[i]!;
    const edge = this.base - 1;
    return sign > 0 ? figure + edge - value : Math.min(value - (figure - edge), value);
  }

  /** The widest swap between a cell and the far corners of its family. */
  #swap(i: number, sign: number): number {
    const {family, levels} = this.cells[i]!;
    let widest = 0;
    const choose = (at: number, other: readonly string[]): void => {
      if (at < family.length) {
        for (const level of this.#levels.get(family[at]!)!)
          if (level !== levels[at]) choose(at + 1, [...other, level]);
        return;
      }
      let width = Number.POSITIVE_INFINITY;
      for (let corner = 0; corner < 1 << family.length; corner++) {
        let turns = 0;
        const name = levels.map((level, d) => {
          const isOther = ((corner >> d) & 1) === 1;
          if (isOther) turns += 1;
          return isOther ? other[d]! : level;
        });
        const j = this.#byLevels.get(`${family.join(' ')}|${name.join('|')}`);
        width = j === undefined ? 0 : Math.min(width, this.#room(j, turns % 2 === 0 ? sign : -sign));
        if (width <= widest) return;
      }
      widest = width;
    };
    choose(0, []);
    return widest;
  }

  #bounds(i: number): {low: number; high: number} {
    const size = this.cells.length;
    const place = new Map(this.cells.map((cell, j) => [cell.id, j]));
    const lower = Float64Array.from(this.cells, (_, j) => -this.#room(j, -1));
    const upper = Float64Array.from(this.cells, (_, j) => this.#room(j, 1));
    const rows = this.sums.map(({whole, parts}): ProgrammeRow => {
      const all = [...parts, whole];
      return {
        lower: 0,
        upper: 0,
        columns: all.map((cell) => place.get(cell.id)!),
        factors: all.map((cell) => (cell === whole ? -1 : 1)),
      };
    });
    const extreme = (sign: number): number => {
      const cost = new Float64Array(size);
      cost[i] = -sign;
      const desk = this.solver({lower, upper, cost, rows});
      try {
        // no answer is no proof
        return desk.solve()?.[i] ?? 0;
      } finally {
        desk.close();
      }
    };
    return {low: extreme(-1), high: extreme(1)};
  }
}
