import {expect, it} from 'vitest';
import {percentDecimals, roundedShare} from '../../src/rounded-share.js';
import {cellText} from '../../src/site/cells.js';
import type {TableColumn} from '../../src/site/page.js';

const years: readonly TableColumn[] = [
  {key: 'label', label: 'Lijn', kind: 'text'},
  {key: 'y2021', label: '2021', kind: 'number'},
  {key: 'y2022', label: '2022', kind: 'number'},
];
const cells = (row: Readonly<Record<string, string | number | null>>): string[] =>
  ['y2021', 'y2022'].map((key) => cellText(row, key, 'number', years));

it('numbers of one row are of one measure and have as many decimals', () => {
  expect(cells({label: 'doorlooptijd', y2021: 3372.4, y2022: 2167})).toEqual(['3.372,4', '2.167,0']);
  expect(cells({label: 'euro', y2021: 163194.41, y2022: 5.5})).toEqual(['163.194,41', '5,50']);
  expect(cells({label: 'dossiers', y2021: 44000, y2022: 12})).toEqual(['44.000', '12']);
});

it('a hidden number gives away nothing, not even its decimals', () => {
  expect(cells({label: 'x', y2021: 2.25, y2022: 4, hidden: 'y2021'})).toEqual(['x', '4']);
  expect(cells({label: 'x', y2021: null, y2022: 4.5})).toEqual(['–', '4,5']);
});

it('a percentage that was rounded itself shows the decimals that it has, also where the last is a zero', () => {
  expect(cellText({rate: 0.06, decimals: 0}, 'rate', 'about')).toBe('6%');
  expect(cellText({rate: 0.073, decimals: 1}, 'rate', 'about')).toBe('7,3%');
  expect(cellText({rate: 0.06, decimals: 1}, 'rate', 'about')).toBe('6,0%');
  expect(cellText({rate: null, decimals: null}, 'rate', 'about')).toBe('–');
  expect(cellText({rate: 0.06}, 'rate', 'about')).toBe('6,0%');
});

it('and has them from how many people it is of', () => {
  expect([0, 999, 1000].map(percentDecimals)).toEqual([0, 0, 1]);
  expect(roundedShare(0.2963, 999)).toBe(0.3);
  expect(roundedShare(0.2963, 1000)).toBe(0.296);
});
