import {type Candidate, findSegments, type Segment} from './segments.js';

/** What a world of made-up people is like. */
export interface HuntWorld {
  /** By dimension, the share of the people in each level. */
  readonly shares: Readonly<Record<string, readonly number[]>>;
  /** The crossings that are searched; the empty one for everybody. */
  readonly families: readonly (readonly string[])[];
  readonly people: number;
  /** Share without an account where nothing is planted. */
  readonly rate: number;
}

export interface Planted {
  readonly family: readonly string[];
  readonly levels: readonly string[];
}

/** One search in a world where the truth is known. */
export interface Hunt {
  readonly planted: readonly Planted[];
  readonly found: readonly Segment[];
  /** Planted groups that are listed by name. */
  readonly recovered: number;
}

/** Points that a planted group lies above the others, and the people it has at least. */
const planting = {points: 0.05, smallest: 2000} as const;

/**
 * Draw people level by level, plant groups among them, and search.
 *
 * @param groups how many groups are planted; none for a world in which there is nothing to find
 * @param draw a number from 0 to 1
 */
export function hunt(world: HuntWorld, groups: number, draw: () => number): Hunt {
  const dimensions = Object.keys(world.shares);
  const levels = dimensions.map((d) => drawLevels(world.shares[d]!, world.people, draw));
  const planted = plant(world, dimensions, levels, groups, draw);
  const isHit = new Uint8Array(world.people);
  for (let i = 0; i < world.people; i++) {
    const isIn = planted.some(({family, levels: those}) =>
      family.every((d, j) => String(levels[dimensions.indexOf(d)]![i]) === those[j]),
    );
    isHit[i] = draw() < world.rate + (isIn ? planting.points : 0) ? 1 : 0;
  }
  const isInHalf = Uint8Array.from({length: world.people}, () => (draw() < 0.5 ? 1 : 0));
  const candidates = world.families.flatMap((family) =>
    count(family, world, dimensions, levels, isHit, isInHalf),
  );
  const everybody = candidates.find((c) => c.family.length === 0)!;
  const found = findSegments(candidates, everybody);
  const recovered = planted.filter(({family, levels: those}) =>
    found.some((s) => s.dimension === family.join(' ') && s.levels.join('|') === those.join('|')),
  ).length;
  return {planted, found, recovered};
}

function drawLevels(shares: readonly number[], people: number, draw: () => number): Uint8Array {
  return Uint8Array.from({length: people}, () => {
    let rest = draw();
    const level = shares.findIndex((share) => {
      rest -= share;
      return rest < 0;
    });
    return level === -1 ? shares.length - 1 : level;
  });
}

/** Groups at random among those that are large enough and have no level in common with one planted before. */
function plant(
  {families, people}: HuntWorld,
  dimensions: readonly string[],
  levels: readonly Uint8Array[],
  groups: number,
  draw: () => number,
): Planted[] {
  const planted: Planted[] = [];
  const crossings = families.filter((family) => family.length > 0);
  for (let attempt = 0; planted.length < groups && attempt < 1000; attempt++) {
    const family = crossings[Math.floor(draw() * crossings.length)]!;
    const someone = Math.floor(draw() * people);
    const those = family.map((d) => levels[dimensions.indexOf(d)]![someone]!);
    let size = 0;
    for (let i = 0; i < people; i++)
      if (family.every((d, j) => levels[dimensions.indexOf(d)]![i] === those[j])) size += 1;
    // half of everybody is no group, and two that overlap are one another's background
    const isApart = planted.every((p) => !p.family.some((d) => family.includes(d)));
    if (size < planting.smallest || size > people / 4 || !isApart) continue;
    planted.push({family, levels: those.map(String)});
  }
  return planted;
}

function count(
  family: readonly string[],
  {shares, people}: HuntWorld,
  dimensions: readonly string[],
  levels: readonly Uint8Array[],
  isHit: Uint8Array,
  isInHalf: Uint8Array,
): Candidate[] {
  const columns = family.map((d) => levels[dimensions.indexOf(d)]!);
  const sizes = family.map((d) => shares[d]!.length);
  const cells = sizes.reduce((product, size) => product * size, 1);
  const counts = new Int32Array(cells * 4);
  for (let i = 0; i < people; i++) {
    let cell = 0;
    for (let j = 0; j < columns.length; j++) cell = cell * sizes[j]! + columns[j]![i]!;
    counts[cell * 4]! += 1;
    counts[cell * 4 + 1]! += isHit[i]!;
    counts[cell * 4 + 2]! += isInHalf[i]!;
    counts[cell * 4 + 3]! += isHit[i]! & isInHalf[i]!;
  }
  return Array.from({length: cells}, (_, cell): Candidate => {
    let rest = cell;
    const those = sizes.toReversed().map((size) => {
      const level = rest % size;
      rest = Math.floor(rest / size);
      return String(level);
    });
    those.reverse();
    const [total, hits, halfTotal, halfHits] = counts.subarray(cell * 4, cell * 4 + 4);
    return {
      dimension: family.join(' '),
      category: those.join(' · '),
      ...{family, levels: those},
      total: total!,
      hits: hits!,
      halfTotal: halfTotal!,
      halfHits: halfHits!,
      cents: hits! * 21_000,
    };
  });
}
