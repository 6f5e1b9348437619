import type {Cell, Sum} from './cells.js';
import {type Count, countOf, type Target} from './targets.js';

/**
 * Another table that agrees with everything shown: the proof that a hidden count cannot be known. Only the cells that
 * differ from the true table stand in it, in ascending order.
 */
export interface Witness {
  /** Places of cells in the list of the year. */
  readonly moved: Int32Array;
  /** Change of people per cell moved. */
  readonly entitled: Float64Array;
  /** Change of those without an account. */
  readonly notRegistered: Float64Array;
}

/** Below this, a change is what the solver's tolerance left. */
export const nothing = 1e-6;

/** What a solver's tolerance may leave in a table that is checked. */
export const slack = 1e-4;

export function witnessOf(
  changes: Iterable<readonly [place: number, entitled: number, notRegistered: number]>,
): Witness {
  const list = [...changes].sort(([a], [b]) => a - b);
  return {
    moved: Int32Array.from(list, ([place]) => place),
    entitled: Float64Array.from(list, ([, people]) => people),
    notRegistered: Float64Array.from(list, ([, , missing]) => missing),
  };
}

/** The same change drawn out, or turned round. */
export const scaled = ({moved, entitled, notRegistered}: Witness, factor: number): Witness => ({
  moved,
  entitled: entitled.map((change) => change * factor),
  notRegistered: notRegistered.map((change) => change * factor),
});

/** How many times a witness can be drawn out, and turned round, before a count falls below nobody. */
export function reachOf(witness: Witness, cells: readonly Cell[]): {forward: number; back: number} {
  let forward = Number.POSITIVE_INFINITY;
  let back = Number.POSITIVE_INFINITY;
  for (const [j, i] of witness.moved.entries()) {
    const {entitled, notRegistered} = cells[i]!;
    const people = witness.entitled[j]!;
    const missing = witness.notRegistered[j]!;
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

/** Where a cell stands among those moved; undefined where it is left as it is. */
function placeIn({moved}: Witness, cell: number): number | undefined {
  let [low, high] = [0, moved.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = moved[middle]!;
    if (found === cell) return middle;
    if (found < cell) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** By how much a witness changes one count of a cell. */
export function changeOf(witness: Witness, cell: number, count: Count): number {
  const at = placeIn(witness, cell);
  return at === undefined ? 0 : countOf(witness.entitled[at]!, witness.notRegistered[at]!, count);
}

/** Somebody who is the only one of a count of a cell, and therefore knows it. */
export interface Insider {
  /** Place of the cell. */
  readonly index: number;
  /** What they know: everything about a cell that is they alone, else the one count that is they. */
  readonly knows: readonly Count[];
}

/** The insiders of a cell. */
export function insidersIn({entitled, notRegistered}: Cell, index: number): Insider[] {
  if (entitled === 1) return [{index, knows: ['entitled', 'notRegistered']}];
  return [
    ...(notRegistered === 1 ? [{index, knows: ['notRegistered'] as const}] : []),
    ...(entitled - notRegistered === 1 ? [{index, knows: ['registered'] as const}] : []),
  ];
}

/** Whether an insider must think a witness possible: it leaves what they know as it is. */
export const isPossibleFor = (witness: Witness, {index, knows}: Insider): boolean =>
  knows.every((count) => Math.abs(changeOf(witness, index, count)) <= nothing);

/** Per cell, the sums it stands in. */
export function sumsAround(
  cells: readonly Cell[],
  sums: readonly Sum[],
): {place: ReadonlyMap<string, number>; around: readonly (readonly number[])[]} {
  const place = new Map(cells.map((cell, i) => [cell.id, i]));
  const around: number[][] = cells.map(() => []);
  sums.forEach(({whole, parts}, j) => {
    for (const cell of [whole, ...parts]) around[place.get(cell.id)!]!.push(j);
  });
  return {place, around};
}

/**
 * Per count, the insiders of other cells that stand in a sum with its cell. A count that is the insider alone, read
 * more coarsely or more finely, is left out: they learn of nobody but themselves.
 */
export function neighboursOf(
  cells: readonly Cell[],
  sums: readonly Sum[],
): (target: Pick<Target, 'index' | 'count'>) => readonly Insider[] {
  const {place, around} = sumsAround(cells, sums);
  const wholes = sums.map(({whole}) => place.get(whole.id)!);
  const bySum = sums.map(({whole, parts}) =>
    [whole, ...parts].flatMap((cell) => insidersIn(cell, place.get(cell.id)!)),
  );
  const sizeOf = (index: number, count: Count): number =>
    countOf(cells[index]!.entitled, cells[index]!.notRegistered, count);
  return ({index, count}) => {
    const found = around[index]!.flatMap((sum) =>
      bySum[sum]!.filter((insider) => {
        if (insider.index === index) return false;
        const isNested = wholes[sum] === index || wholes[sum] === insider.index;
        const isAlone = cells[index]!.entitled === 1 && cells[insider.index]!.entitled === 1;
        const isSelf = insider.knows.includes(count) && sizeOf(index, count) === 1;
        return !(isNested && (isAlone || isSelf));
      }),
    );
    // a cell may share more than one sum with another
    return [
      ...new Map(found.map((insider) => [`${insider.index} ${insider.knows.join(' ')}`, insider])).values(),
    ];
  };
}
