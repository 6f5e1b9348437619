import {expect, it} from 'vitest';
import {piecesOf} from '../../dashboards/charts/curves.js';
import {roundSteps, stepsAround} from '../../dashboards/charts/steps.js';

const points = (...xs: number[]) => xs.map((x) => ({x, y: x * 10}));

it('holds no step that was left out: a bridge runs to the next that is known', () => {
  const {pieces, bridges} = piecesOf(points(0, 1, 2, 5, 6, 9), 1);
  expect(pieces.map(({x, piece}) => [x, piece])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [5, 1],
    [6, 1],
    [9, 2],
  ]);
  expect(bridges.map(({x, piece}) => [x, piece])).toEqual([
    [2, 0],
    [5, 0],
    [6, 1],
    [9, 1],
  ]);
});

it('leaves a line of which nothing is missing in one piece, a shorter last step included', () => {
  const {pieces, bridges} = piecesOf(points(0, 1, 2, 2.4), 1);
  expect(new Set(pieces.map(({piece}) => piece)).size).toBe(1);
  expect(bridges).toEqual([]);
  expect(piecesOf(points(0, 7, 50), Number.POSITIVE_INFINITY).bridges).toEqual([]);
});

it('puts a tick on both sides of what an axis must hold', () => {
  expect(stepsAround(-0.016, 0.11).map((tick) => Math.round(tick * 100))).toEqual([-5, 0, 5, 10, 15]);
  expect(stepsAround(-0.02, 0.02).map((tick) => Math.round(tick * 100))).toEqual([-2, -1, 0, 1, 2]);
  expect(roundSteps(0, 640)).toEqual([0, 200, 400, 600]);
});
