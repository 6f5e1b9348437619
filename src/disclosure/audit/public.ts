import {sumsOf} from '../cells.js';
import type {PublicRelease, Remembered} from '../release.js';
import {rounded} from '../rounding.js';
import {loadSolver, type Solver} from '../solver.js';
import {leastSquaresHits, leverageOf, sizesOf} from './averaging.js';
import {Bands} from './bands.js';
import {type AuditLine, lineOf} from './report.js';

/** For every cell of fewer than the base, this many values must stay possible. */
const smallestWidth = 5;

/**
 * Try to break a public release: every published figure says a band in which the true count lies, and every sum ties
 * bands together; noise can be averaged away; and releases can be laid on each other.
 */
export async function attackPublic(
  release: PublicRelease,
  earlier: readonly Remembered[],
): Promise<AuditLine[]> {
  const solver = await loadSolver();
  return [
    ...attackBands(release, solver),
    attackLeverage(release),
    attackAverages(release),
    attackKeys(release, earlier),
    attackStack(release, earlier),
    replay(release),
  ];
}

const counts = ['entitled', 'notRegistered'] as const;

/** S1 to S3: what the bands and the sums leave possible, for a stranger, a member, and who subtracts two cells. */
function attackBands(release: PublicRelease, solver: Solver): AuditLine[] {
  const {rounding_base: base} = release.thresholds;
  const lines = {alone: [] as string[], inside: [] as string[], nested: [] as string[]};
  const tried = {alone: 0, inside: 0, nested: 0};
  const published = new Map(release.cells.map((cell) => [cell.id, cell]));
  for (const year of new Set(release.keyed.map((cell) => cell.year))) {
    const cells = release.keyed.filter((cell) => cell.year === year);
    const sums = sumsOf(cells);
    for (const count of counts) {
      const bands = new Bands(
        cells.map((cell) => ({...cell, value: cell[count], figure: published.get(cell.id)![count] ?? 0})),
        sums,
        base,
        solver,
      );
      const place = new Map(cells.map((cell, i) => [cell.id, i]));
      cells.forEach((cell, i) => {
        const name = `${cell.id} ${count}`;
        if (cell[count] > 0 && cell[count] < base) {
          tried.alone += 1;
          const width = bands.widthOf(i, 0, smallestWidth);
          if (width < smallestWidth) lines.alone.push(name);
          tried.inside += 1;
          // a member knows that there is one person at least
          if (bands.widthOf(i, 1, smallestWidth) < smallestWidth) lines.inside.push(name);
        }
      });
      for (const {whole, parts} of sums) {
        for (const part of parts) {
          const difference = whole[count] - part[count];
          if (difference <= 0 || difference >= base) continue;
          tried.nested += 1;
          // the difference is open as long as the part can move while the whole stays
          if (bands.widthOf(place.get(part.id)!, 0, 1) < 1) lines.nested.push(part.id);
        }
      }
    }
  }
  return [
    lineOf('S1', 'narrow every small count with all that is published', tried.alone, lines.alone),
    lineOf('S2', 'the same, by a member of the cell', tried.inside, lines.inside),
    lineOf('S3', 'subtract a cell from one that holds it', tried.nested, lines.nested),
  ];
}

/** S4: how much noise is left on a cell when everything published about it is averaged as well as can be. */
function attackLeverage(release: PublicRelease): AuditLine {
  const {rounding_base: base, releases_per_year: releases} = release.thresholds;
  const sizes = sizesOf(release.keyed);
  const holdsSmall = new Set(
    release.keyed
      .filter((cell) => counts.some((c) => cell[c] > 0 && cell[c] < base))
      .map((c) => c.family.join(' ')),
  );
  const families = release.families.filter((family) => holdsSmall.has(family.join(' ')));
  const broken = families.filter(
    (family) =>
      Math.sqrt((leverageOf(family, release.families, sizes) * (base ** 2 - 1)) / 6) < Math.sqrt(releases),
  );
  return lineOf(
    'S4',
    'average every margin of a family',
    families.length,
    broken.map((family) => family.join(' ')),
  );
}

/** S5: the averaging done, by least squares on the true release; it may not beat guessing by more than five points. */
const attackAverages = (release: PublicRelease): AuditLine =>
  judgeHits('S5', 'estimate small counts by least squares', leastSquaresHits(release));

/** S6: the same on all releases together, by who takes it that few people changed in between. */
function attackStack(release: PublicRelease, earlier: readonly Remembered[]): AuditLine {
  const years = new Set(release.keyed.map((cell) => String(cell.year)));
  const of = earlier.filter(({cells}) => cells.some(({id}) => years.has(id.split('|')[0]!)));
  const attack = 'estimate small counts by least squares on this and earlier releases';
  return of.length === 0
    ? lineOf('S6', attack, 0, [])
    : judgeHits('S6', attack, leastSquaresHits(release, of));
}

function judgeHits(
  id: 'S5' | 'S6',
  attack: string,
  {tried, hits, guess}: ReturnType<typeof leastSquaresHits>,
): AuditLine {
  const isBroken = tried >= 20 && hits / tried > guess + 0.05;
  const line = lineOf(id, attack, tried, isBroken ? ['too many exact hits'] : []);
  if (tried === 0) return line;
  const share = (x: number): string => `${(x * 100).toFixed(1)}%`;
  return {
    ...line,
    finding: `${share(hits / tried)} exact; guessing the commonest value gives ${share(guess)}`,
  };
}

/** S6: the same people must give the same figure in every release, or two releases tell more than one. */
function attackKeys(release: PublicRelease, earlier: readonly Remembered[]): AuditLine {
  const now = new Map(release.cells.map((cell) => [cell.id, cell]));
  const broken: string[] = [];
  let tried = 0;
  for (const before of earlier) {
    for (const then of before.cells) {
      const cell = now.get(then.id);
      if (!cell || cell.key !== then.key) continue;
      tried += 1;
      if (cell.entitled !== then.entitled || cell.notRegistered !== then.notRegistered)
        broken.push(`${cell.id} against release ${before.name} (${before.as_of})`);
    }
  }
  return lineOf('S6', 'lay the release on earlier ones', tried, broken);
}

/** S7: round every cell again; an exact count in the place of a rounded one does not come out. */
export function replay(release: PublicRelease): AuditLine {
  const {rounding_base: base} = release.thresholds;
  const broken = release.keyed.flatMap((cell, i) => {
    const row = release.rows[i]!;
    const isSame =
      row.entitled === rounded(cell.entitled, cell.entitledKey, base) &&
      row.not_registered === rounded(cell.notRegistered, cell.notRegisteredKey, base) &&
      release.cells[i]!.entitled === row.entitled &&
      release.cells[i]!.notRegistered === row.not_registered;
    return isSame ? [] : [cell.id];
  });
  return lineOf('S7', 'round every cell again', release.keyed.length, broken);
}
