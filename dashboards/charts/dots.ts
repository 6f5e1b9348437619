import * as Plot from '@observablehq/plot';
import {percent} from '../../src/format.js';
import {base, colours, narrow} from '../theme.js';

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
  const longest = Math.max(...rows.map((row) => row.label.length));
  const marginLeft = isNarrow ? 8 : Math.min(14 + longest * 7, 230);
  const marginRight = 64;
  const inner = width - marginLeft - marginRight;
  const split = marginLeft + inner * (isNarrow ? 0.52 : 0.6);
  const gap = 44;
  const domain = rows.map((row) => row.label);
  const height = rows.length * (isNarrow ? 46 : 30) + 60;
  const maxRate = Math.max(...rows.map((row) => row.high), overall) * 1.08;
  const maxShare = Math.max(...rows.map((row) => row.share), 0.01);
  const rateX = (value: number): number => marginLeft + (value / maxRate) * (split - gap - marginLeft);
  const shareX = (value: number): number => split + (value / maxShare) * (width - marginRight - split);
  return Plot.plot({
    ...base,
    width,
    height,
    marginLeft,
    marginRight,
    marginTop: 40,
    marginBottom: 14,
    x: {type: 'identity', axis: null},
    y: {domain, axis: isNarrow ? null : 'left', label: null, tickSize: 0, padding: 0.4},
    marks: [
      Plot.text(['Zonder rekening'], {
        x: marginLeft,
        frameAnchor: 'top',
        dy: -32,
        textAnchor: 'start',
        fill: colours.quiet,
      }),
      Plot.text(['Aandeel van alle niet-geregistreerden'], {
        x: split,
        frameAnchor: 'top',
        dy: -32,
        textAnchor: 'start',
        fill: colours.quiet,
        lineWidth: isNarrow ? 10 : 30,
      }),
      Plot.ruleX([rateX(overall)], {stroke: colours.quiet, strokeDasharray: '3 3'}),
      Plot.text([`iedereen ${percent(overall)}`], {
        x: rateX(overall),
        frameAnchor: 'top',
        dy: -14,
        fill: colours.quiet,
      }),
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
        fillOpacity: 0.55,
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
            dy: -16,
            fontWeight: 600,
          })
        : null,
    ],
  });
}
