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
});
