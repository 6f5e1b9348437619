import * as Plot from '@observablehq/plot';
import {base, colours} from '../theme.js';

/** One part of the people: what was expected of them beside what happened. */
export interface CalibrationPoint {
  readonly expected: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/** Dots with their interval against the line on which expectation and outcome are the same. */
export function calibration(
  points: readonly CalibrationPoint[],
  width: number,
  format: (value: number) => string,
): Element {
  const end = Math.max(...points.flatMap((p) => [p.expected, p.high]), 0.01) * 1.05;
  const side = Math.min(width, 460);
  const axis = {
    domain: [0, end],
    tickFormat: (share: number) => format(Math.round(share * 1000) / 1000),
    ticks: 5,
    grid: true,
  };
  return Plot.plot({
    ...base,
    width: side,
    height: side,
    marginLeft: 56,
    marginBottom: 56,
    x: {...axis, label: 'verwacht', labelAnchor: 'center', labelArrow: 'none', labelOffset: 40},
    y: {...axis, label: 'werkelijk', labelArrow: 'none'},
    marks: [
      Plot.line([0, end], {
        x: (d: number) => d,
        y: (d: number) => d,
        stroke: colours.ink,
        strokeDasharray: '4 4',
      }),
      Plot.ruleX(points, {
        x: 'expected',
        y1: 'low',
        y2: 'high',
        stroke: colours.missing,
        strokeWidth: 4,
        strokeOpacity: 0.4,
      }),
      Plot.dot(points, {x: 'expected', y: 'observed', r: 5, fill: colours.missing}),
    ],
  });
}
