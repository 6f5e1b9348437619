import {type Cell, type Sum, sumsOf} from './cells.js';
import type {Register, Thresholds} from './register.js';
import type {ShownCell} from './release.js';
import {loadSolver, type Solver} from './solver.js';
import {type Ruling, type Suppression, suppress} from './suppress.js';
import {type Past, type Target, targetsOf} from './targets.js';
import {type Witness, witnessOf} from './witness.js';

/** One reference year: its cells, how they add up, and what may be shown of them. */
export interface ProtectedYear {
  readonly year: number;
  readonly cells: readonly Cell[];
  readonly sums: readonly Sum[];
  readonly suppression: Suppression;
}

/**
 * Decide for every cell of the closed list what may be shown; years share no person's cell, so each stands alone.
 *
 * @param past what earlier releases showed
 */
export async function protect(
  cells: readonly Cell[],
  register: Register,
  thresholds: Thresholds,
  coarserLevel: ReadonlyMap<string, string>,
  past: Past = new Map(),
): Promise<ProtectedYear[]> {
  const years = [...new Set(cells.map((cell) => cell.year))].sort();
  if (years.length === 0) return [];
  const within = Object.fromEntries(
    Object.entries(register.dimensions).flatMap(([name, d]) =>
      d.within === undefined ? [] : [[name, d.within]],
    ),
  );
  const solver = await loadSolver();
  return years.map((year) => {
    const those = cells.filter((cell) => cell.year === year);
    const sums = sumsOf(those, within, (dimension, level) => coarserLevel.get(`${dimension}|${level}`));
    const isFine = (cell: Cell): boolean => cell.family.some((d) => within[d] !== undefined);
    return {
      year,
      cells: those,
      sums,
      suppression: inTwoSteps(
        those,
        sums,
        isFine,
        (some) => targetsOf(some, thresholds, past),
        thresholds,
        solver,
      ),
    };
  });
}

/** What the rulings let be seen of every cell. */
export function plannedCells(years: readonly ProtectedYear[]): ShownCell[] {
  return years.flatMap(({cells, suppression}) =>
    cells.map(({id, entitled, notRegistered}) => {
      const ruling = suppression.rulings.get(id)!;
      return {
        id,
        entitled: ruling.entitled === 's' ? entitled : null,
        notRegistered: ruling.parts === 's' ? notRegistered : null,
      };
    }),
  );
}

/**
 * The coarse cells first; then the fine ones (municipalities within provinces), as if their wholes were known. That
 * asks more than need be, and keeps three hundred municipalities out of the system of all crossings.
 */
function inTwoSteps(
  cells: readonly Cell[],
  sums: readonly Sum[],
  isFine: (cell: Cell) => boolean,
  targetsIn: (cells: readonly Cell[]) => Target[],
  thresholds: Thresholds,
  solver: Solver,
): Suppression {
  const fineSums = sums.filter((sum) => sum.parts.some(isFine));
  const coarse = cells.filter((cell) => !isFine(cell));
  const first = suppress(
    coarse,
    sums.filter((sum) => !sum.parts.some(isFine)),
    targetsIn(coarse),
    thresholds,
    solver,
  );
  if (fineSums.length === 0) return first;
  const wholes = [...new Set(fineSums.map((sum) => sum.whole))];
  const fine = [...wholes, ...cells.filter(isFine)];
  // what must stay uncertain of the wholes was seen to in the first step
  const ofParts = targetsIn(fine).filter(({index}) => index >= wholes.length);
  const known = new Set(wholes.map((cell) => cell.id));
  const second = suppress(fine, fineSums, ofParts, thresholds, solver, known);
  const rulings = new Map<string, Ruling>([...second.rulings, ...first.rulings]);
  // the parts of a hidden whole would give it away
  for (const {whole, parts} of fineSums) {
    const {entitled, parts: split} = rulings.get(whole.id)!;
    if (entitled === 's' && split === 's') continue;
    for (const part of parts) {
      const own = rulings.get(part.id)!;
      const hide = (mine: Ruling['parts'], isNeeded: boolean): Ruling['parts'] =>
        mine === 's' && isNeeded ? 'x' : mine;
      rulings.set(part.id, {entitled: hide(own.entitled, entitled !== 's'), parts: hide(own.parts, true)});
    }
  }
  const place = new Map(cells.map((cell, i) => [cell.id, i]));
  const placesOf = (some: readonly Cell[]): Int32Array =>
    Int32Array.from(some, (cell) => place.get(cell.id)!);
  const [inCoarse, inFine] = [placesOf(coarse), placesOf(fine)];
  return {
    rulings,
    witnesses: [
      ...first.witnesses.map((witness) => spread(witness, inCoarse)),
      ...second.witnesses.map((witness) => spread(witness, inFine)),
    ],
    solves: first.solves + second.solves,
    closed: [...first.closed, ...second.closed],
  };
}

/** A witness about some cells, as one about all. */
function spread(witness: Witness, places: Int32Array): Witness {
  return witnessOf(
    Array.from(witness.moved, (cell, j) => [places[cell]!, witness.entitled[j]!, witness.notRegistered[j]!]),
  );
}
