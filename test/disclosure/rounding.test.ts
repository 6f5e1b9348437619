import {describe, expect, it} from 'vitest';
import {leverageOf} from '../../src/disclosure/audit/averaging.js';
import {keyRange, recordKey, rounded} from '../../src/disclosure/rounding.js';

describe('keyed random rounding', () => {
  const key = (i: number): number => recordKey('a secret of at least thirty-two chars', 2022, `P${i}`);

  it('gives a multiple of ten less than ten away, and leaves zero and tens alone', () => {
    for (let i = 0; i < 500; i++) {
      const figure = rounded(i, key(i), 10);
      expect(figure % 10).toBe(0);
      expect(Math.abs(figure - i)).toBeLessThan(10);
      if (i % 10 === 0) expect(figure).toBe(i);
    }
  });

  it('expects what it rounds', () => {
    const people = 20_000;
    let sum = 0;
    for (let i = 0; i < people; i++) sum += rounded(13, key(i), 10);
    expect(sum / people).toBeCloseTo(13, 0);
  });

  it('depends on the people, the year and the secret only', () => {
    expect(recordKey('s', 2022, 'P1')).toBe(recordKey('s', 2022, 'P1'));
    expect(recordKey('s', 2023, 'P1')).not.toBe(recordKey('s', 2022, 'P1'));
    expect(recordKey('t', 2022, 'P1')).not.toBe(recordKey('s', 2022, 'P1'));
    expect(recordKey('s', 2022, 'P1')).toBeLessThan(keyRange);
  });
});

describe('what averaging leaves of the noise', () => {
  const sizes = new Map([
    ['a', 4],
    ['b', 3],
  ]);

  it('is all of it where a family stands alone', () => {
    expect(leverageOf(['a', 'b'], [['a', 'b']], sizes)).toBeCloseTo(1, 12);
  });

  it('is less where its margins are published too', () => {
    const published = [[], ['a'], ['b'], ['a', 'b']];
    const left = leverageOf(['a', 'b'], published, sizes);
    expect(left).toBeLessThan(1);
    expect(left).toBeGreaterThan(0.4);
  });

  it('is what a projection leaves: least squares on every published sum of a cube of 3 x 2 x 4', () => {
    const cube = new Map([
      ['a', 3],
      ['b', 2],
      ['c', 4],
    ]);
    const cells = [0, 1, 2].flatMap((a) => [0, 1].flatMap((b) => [0, 1, 2, 3].map((c) => ({a, b, c}))));
    for (const published of [
      [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c']],
      [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c']],
      [['a'], ['a', 'c'], ['b', 'c']],
    ] as ('a' | 'b' | 'c')[][][]) {
      // one line a published figure: which of the finest cells it adds up
      const figures = published.flatMap((family) => {
        const levels = [...new Set(cells.map((cell) => family.map((d) => cell[d]).join('|')))];
        return levels.map((level) => ({
          family,
          line: cells.map((cell) => Number(family.map((d) => cell[d]).join('|') === level)),
        }));
      });
      for (const family of published) {
        const i = figures.findIndex((figure) => figure.family === family);
        const leverage = projectionOf(
          figures.map((figure) => figure.line),
          i,
        );
        expect(leverageOf(family, published, cube)).toBeCloseTo(leverage, 10);
      }
    }
  });
});

/** Squared length of what is left of a unit vector within the space that the columns span: Gram-Schmidt, twice over. */
function projectionOf(lines: readonly (readonly number[])[], at: number): number {
  const columns = lines[0]!.map((_, j) => lines.map((line) => line[j]!));
  const base: number[][] = [];
  for (const column of columns) {
    const rest = [...column];
    for (let round = 0; round < 2; round++)
      for (const unit of base) {
        const along = unit.reduce((sum, u, k) => sum + u * rest[k]!, 0);
        rest.forEach((_, k) => {
          rest[k]! -= along * unit[k]!;
        });
      }
    const size = Math.hypot(...rest);
    if (size > 1e-9) base.push(rest.map((value) => value / size));
  }
  return base.reduce((sum, unit) => sum + unit[at]! ** 2, 0);
}
