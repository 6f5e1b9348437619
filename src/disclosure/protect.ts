import {type Cell, type Sum, sumsOf} from './cells.js';
import type {Register, Thresholds} from './register.js';
import {loadSolver} from './solver.js';
import {type Suppression, suppress} from './suppress.js';

/** One reference year: its cells, how they add up, and what may be shown of them. */
export interface ProtectedYear {
  readonly year: number;
  readonly cells: readonly Cell[];
  readonly sums: readonly Sum[];
  readonly suppression: Suppression;
}

/** Decide for every cell of the closed list what may be shown; years share no person's cell, so each stands alone. */
export async function protect(
  cells: readonly Cell[],
  register: Register,
  thresholds: Thresholds,
  coarserLevel: ReadonlyMap<string, string>,
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
    return {year, cells: those, sums, suppression: suppress(those, sums, thresholds, solver)};
  });
}
