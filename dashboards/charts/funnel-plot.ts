import * as Plot from '@observablehq/plot';
import {count, percent} from '../../src/format.js';
import {base, colours} from '../theme.js';

export interface FunnelPoint {
  readonly label: string;
  readonly total: number;
  readonly rate: number;
  /** Outside the outer limits: more than chance would give so small or large a place. */
  readonly isOutside: boolean;
}

/** Normal quantiles of the two pairs of limits. */
export const funnelLimits = [1.959963984540054, 3.090232306167813] as const;

/**
 * A funnel plot: rate against size, with limits inside which chance alone would leave 95 % and 99.8 % of places. Small
 * places scatter more, so a ranking of rates would put them first and last; here they stay inside.
 *
 * @see Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24
 */
export function funnelPlot(points: readonly FunnelPoint[], overall: number, width: number): Element {
  const most = Math.max(...points.map((p) => p.total), 1);
  const sizes = Array.from({length: 60}, (_, i) => Math.max((most * (i + 1)) / 60, 5));
  const limits = funnelLimits.flatMap((z) =>
    [-1, 1].map((side) =>
      sizes.map((total) => ({
        total,
        rate: Math.max(0, overall + side * z * Math.sqrt((overall * (1 - overall)) / total)),
      })),
    ),
  );
  const highest = Math.max(...points.map((p) => p.rate), overall) * 1.15;
  const [height, above, below] = [380, 34, 52];
  const perPixel = highest / (height - above - below);
  const named = points
    .filter((p) => p.isOutside)
    .sort((a, b) => b.total - a.total)
    .slice(0, 8)
    .sort((a, b) => b.rate - a.rate);
  // names stand beside their dot, each a line lower than the one before
  let line = Number.POSITIVE_INFINITY;
  const names = named.map((p) => {
    line = Math.min(p.rate, line - 14 * perPixel);
    return {...p, rate: line};
  });
  const isLeft = (p: FunnelPoint): boolean => p.total < most / 2;
  const written = (side: 'start' | 'end'): Plot.Markish =>
    Plot.text(
      names.filter((p) => isLeft(p) === (side === 'start')),
      {
        x: 'total',
        y: 'rate',
        text: 'label',
        textAnchor: side,
        dx: side === 'start' ? 8 : -8,
        fontWeight: 600,
        stroke: 'var(--ground)',
        strokeWidth: 4,
        fill: 'var(--ink)',
      },
    );
  return Plot.plot({
    ...base,
    width,
    height,
    marginLeft: 48,
    marginBottom: below,
    marginTop: above,
    x: {
      label: 'Rechthebbenden',
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 40,
      tickFormat: count,
      ticks: 5,
    },
    y: {label: 'Zonder rekening', tickFormat: (v: number) => percent(v, 0), domain: [0, highest], grid: true},
    marks: [
      Plot.ruleY([overall], {stroke: colours.quiet, strokeDasharray: '3 3'}),
      ...limits.map((line, i) =>
        Plot.line(line, {
          x: 'total',
          y: 'rate',
          stroke: colours.quiet,
          strokeDasharray: i < 2 ? '6 4' : '1 0',
          clip: true,
        }),
      ),
      Plot.dot(points, {
        x: 'total',
        y: 'rate',
        r: 4,
        fill: (p: FunnelPoint) => (p.isOutside ? colours.missing : colours.entitled),
        fillOpacity: 0.7,
      }),
      written('start'),
      written('end'),
    ],
  });
}
