import {expect, it} from 'vitest';
import {firstLine} from '../src/errors.js';

it.each([
  [
    'one line of an error',
    new Error('Binder Error: no such column\nLINE 1: select secret'),
    'Binder Error: no such column',
  ],
  ['what is no error', 'plain', 'plain'],
  [
    'no byte that steers a terminal or turns the reading direction',
    new Error('No magic bytes found at end of file \u001b[2J\u0000\u202etxt'),
    'No magic bytes found at end of file ·[2J·txt',
  ],
])('the first line is %s', (_, thrown, line) => {
  expect(firstLine(thrown)).toBe(line);
});
