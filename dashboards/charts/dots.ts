import * as Plot from '@observablehq/plot';
import {percent} from '../../src/format.js';
import {base, colours, narrow} from '../theme.js';
import {besideRows} from './bars.js';
import {widest} from './text.js';

/** One group: how often something happens in it, between which limits, and its share of all to whom it happens. */
export interface RateDot {
  readonly label: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly share: number;
  readonly persons: string;
}

/**
 * Rate and share per group in two aligned panels: a dot with its interval for the rate, a bar for the share of all
 * who are missing. The reference line is everybody together.
 */
export function rateAndShare(rows: readonly RateDot[], overall: number, width: number): Element {
  const isNarrow = width < narrow;
  const marginLeft = isNarrow ? 8 : Math.min(16 + widest(rows.map((row) => row.label)), 270);
  const marginRight = 48;
  const inner = width - marginLeft - marginRight;
  const split = marginLeft + inner * (isNarrow ? 0.56 : 0.6);
  const gap = 56;
  const domain = rows.map((row) => row.label);
  const top = isNarrow ? 66 : 46;
  const height = rows.length * (isNarrow ? 56 : 31) + top + 10;
  const maxRate = Math.max(...rows.map((row) => row.high), overall) * 1.02;
  const maxShare = Math.max(...rows.map((row) => row.share), 0.01);
  const rateX = (value: number): number => marginLeft + (value / maxRate) * (split - gap - marginLeft);
  const shareX = (value: number): number => split + (value / maxShare) * (width - marginRight - split);
  const everybody = `iedereen ${percent(overall)}`;
  // the name of the line stays inside the drawing
  const everybodyX = Math.max(rateX(overall), marginLeft + widest([everybody]) / 2);
  return Plot.plot({
    ...base,
    width,
    height,
    marginLeft,
    marginRight,
    marginTop: top,
    marginBottom: 10,
    x: {type: 'identity', axis: null},
    y: {domain, axis: null, label: null, padding: isNarrow ? 0.62 : 0.4},
    marks: [
      isNarrow ? null : Plot.axisY({tickSize: 0, label: null, lineWidth: 18.5}),
      Plot.text(['Hoe vaak zonder rekening'], {
        x: marginLeft,
        frameAnchor: 'top',
        dy: 6 - top,
        textAnchor: 'start',
        lineAnchor: 'top',
        fontWeight: 700,
        lineWidth: isNarrow ? 10 : 30,
      }),
      Plot.text(['Deel van allen zonder rekening'], {
        x: split,
        frameAnchor: 'top',
        dy: 6 - top,
        textAnchor: 'start',
        lineAnchor: 'top',
        fontWeight: 700,
        lineWidth: isNarrow ? 9 : 30,
      }),
      isNarrow
        ? besideRows(rateX(overall), colours.quiet, domain, '3 3')
        : Plot.ruleX([rateX(overall)], {stroke: colours.quiet, strokeDasharray: '3 3'}),
      Plot.text([everybody], {x: everybodyX, frameAnchor: 'top', dy: -9, fill: colours.quiet}),
      Plot.ruleY(rows, {
        y: 'label',
        x1: (row: RateDot) => rateX(row.low),
        x2: (row: RateDot) => rateX(row.high),
        stroke: colours.missing,
        strokeWidth: 5,
        strokeOpacity: 0.35,
      }),
      Plot.dot(rows, {x: (row: RateDot) => rateX(row.rate), y: 'label', r: 5, fill: colours.missing}),
      Plot.text(rows, {
        x: (row: RateDot) => rateX(row.high),
        y: 'label',
        text: (row: RateDot) => percent(row.rate),
        textAnchor: 'start',
        dx: 8,
        fontWeight: 600,
      }),
      Plot.rect(rows, {
        x1: split,
        x2: (row: RateDot) => shareX(row.share),
        y: 'label',
        fill: colours.missing,
      }),
      Plot.text(rows, {
        x: (row: RateDot) => shareX(row.share),
        y: 'label',
        text: (row: RateDot) => percent(row.share),
        textAnchor: 'start',
        dx: 6,
      }),
      isNarrow
        ? Plot.text(rows, {
            x: marginLeft,
            y: 'label',
            text: 'label',
            textAnchor: 'start',
            dy: -20,
            fontWeight: 600,
            stroke: 'var(--ground)',
            strokeWidth: 4,
            fill: colours.ink,
          })
        : null,
    ],
  });
}
