import {describe, expect, it} from 'vitest';
import {chainLadder} from '../../src/statistics/chain-ladder.js';

// Reinsurance Association of America (Historical Loss Development 1991, p. 96), as in Mack 1994 and R's ChainLadder
const raa = [
  [5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
  [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
  [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
  [5655, 11555, 15766, 21266, 23425, 26083, 27067],
  [1092, 9565, 15836, 22169, 25955, 26180],
  [1513, 6445, 11702, 12935, 15852],
  [557, 4020, 10946, 12314],
  [1351, 6947, 13112],
  [3133, 5395],
  [2063],
];
// Taylor & Ashe 1983, as in Mack 1993 (GenIns in R's ChainLadder)
const taylorAshe = [
  [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
  [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
  [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
  [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
  [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
  [396132, 1333217, 2180715, 2985752, 3691712],
  [440832, 1288463, 2419861, 3483130],
  [359480, 1421128, 2864498],
  [376686, 1363294],
  [344014],
];

const latest = (triangle: number[][]): number => triangle.reduce((sum, row) => sum + row.at(-1)!, 0);

describe('the chain ladder with Mack’s errors', () => {
  it('gives the factors of RAA as quotients of whole sums', () => {
    const {factors} = chainLadder(raa);
    for (let s = 0; s < 9; s++) {
      const rows = raa.filter((row) => row.length > s + 1);
      const exact =
        Number(
          (BigInt(rows.reduce((sum, row) => sum + row[s + 1]!, 0)) * 10n ** 15n) /
            BigInt(rows.reduce((sum, row) => sum + row[s]!, 0)),
        ) / 1e15;
      expect(factors[s]).toBeCloseTo(exact, 12);
    }
    expect(factors.slice(0, 3).map((f) => f.toFixed(3))).toEqual(['2.999', '1.624', '1.271']);
  });

  it('gives the reserve and the standard errors that Mack printed for RAA', () => {
    const ladder = chainLadder(raa);
    expect(ladder.total - latest(raa)).toBeCloseTo(52_135.23, 1);
    expect(ladder.errors.map(Math.round).slice(1)).toEqual([
      206, 623, 747, 1469, 2002, 2209, 5358, 6333, 24566,
    ]);
    expect(Math.round(ladder.totalError)).toBe(26909);
  });

  it('gives the reserve and the standard errors that Mack printed for Taylor and Ashe', () => {
    const ladder = chainLadder(taylorAshe);
    expect(Math.round(ladder.total - latest(taylorAshe))).toBe(18_680_856);
    expect(ladder.errors.map(Math.round).slice(1)).toEqual([
      75535, 121699, 133549, 261406, 411010, 558317, 875328, 971258, 1363155,
    ]);
    expect(Math.round(ladder.totalError)).toBe(2_447_095);
  });
});
