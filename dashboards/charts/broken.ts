import * as Plot from '@observablehq/plot';
import {breakBetween} from '../breaks.js';
import {colours} from '../theme.js';

/**
 * Dashed rules between the rows of reference years under other rules, each with its label at the right.
 *
 * @param labels reference years in the order of the rows
 * @param step pixels from one row to the next
 */
export function breakMarks(
  labels: readonly string[],
  breaks: ReadonlySet<number>,
  step: number,
  isNamed = true,
): Plot.Markish[] {
  const broken = labels.flatMap((label, i) => {
    const next = labels[i + 1];
    const year = next === undefined ? undefined : breakBetween(breaks, Number(label), Number(next));
    return year === undefined ? [] : [{label, text: `andere regels vanaf ${year}`}];
  });
  return [
    Plot.ruleY(broken, {y: 'label', dy: step / 2, stroke: colours.ink, strokeDasharray: '5 4'}),
    isNamed
      ? Plot.text(broken, {
          y: 'label',
          text: 'text',
          dy: step / 2,
          frameAnchor: 'right',
          textAnchor: 'end',
          fontSize: 11,
          fill: colours.ink,
          stroke: 'var(--ground)',
          strokeWidth: 4,
        })
      : null,
  ];
}

/** Pixels from one row of a band scale to the next. */
export const bandStep = (height: number, rows: number, padding: number): number => height / (rows + padding);
