import * as Plot from '@observablehq/plot';
import {count, percent} from '../../src/format.js';
import {funnelLimit, funnelLimits} from '../../src/statistics/funnel.js';
import {base, colours} from '../theme.js';

export interface FunnelPoint {
  readonly label: string;
  readonly total: number;
  readonly rate: number;
  /** Outside the outer limits: more than chance would give so small or large a place. */
  readonly isOutside: boolean;
}

/**
 * A funnel plot: rate against size, with limits inside which chance alone would leave 95 % and 99.8 % of places. Small
 * places scatter more, so a ranking of rates would put them first and last; here they stay inside. Sizes stand on a
 * logarithmic scale: most places are small, and one or two are very large.
 *
 * @param factor how much more places differ than chance makes them (`overdispersion`)
 * @see Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24
 */
export function funnelPlot(
  points: readonly FunnelPoint[],
  overall: number,
  factor: number,
  width: number,
): Element {
  const totals = points.map((p) => p.total);
  const [fewest, most] = [Math.min(...totals), Math.max(...totals)];
  const sizes = Array.from({length: 60}, (_, i) => Math.round(fewest * (most / fewest) ** (i / 59)));
  const limits = funnelLimits
    .flat()
    .map((limit) => sizes.map((total) => ({total, rate: funnelLimit(total, overall, limit, factor)})));
  const rates = [...points.map((p) => p.rate), overall];
  // the narrower pair always fits; the wider one may leave the drawing where places are very small
  for (const line of limits.slice(0, 2)) rates.push(line[0]!.rate);
  const room = 0.08 * (Math.max(...rates) - Math.min(...rates));
  const lowest = Math.max(0, Math.min(...rates) - room);
  const highest = Math.max(...rates) + room;
  const [height, above, below] = [380, 34, 52];
  const perPixel = (highest - lowest) / (height - above - below);
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
  const isLeft = (p: FunnelPoint): boolean => p.total < Math.sqrt(fewest * most);
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
      type: 'log',
      domain: [fewest / 1.1, most * 1.1],
      label: 'Rechthebbenden',
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 40,
      tickFormat: count,
      ticks: 5,
    },
    y: {
      label: 'Zonder rekening',
      tickFormat: (v: number) => percent(v, 0),
      domain: [lowest, highest],
      grid: true,
    },
    marks: [
      Plot.ruleY([overall], {stroke: colours.quiet, strokeDasharray: '3 3'}),
      ...limits.map((line, i) =>
        Plot.line(line, {
          x: 'total',
          y: 'rate',
          stroke: colours.quiet,
          strokeDasharray: i < 2 ? '6 4' : '',
          clip: true,
        }),
      ),
      Plot.dot(points, {
        x: 'total',
        y: 'rate',
        r: 4,
        fill: (p: FunnelPoint) => (p.isOutside ? colours.missing : colours.entitled),
        fillOpacity: 0.7,
        // under the pointer each dot says its place; the table says the same to everybody
        title: (p: FunnelPoint) => `${p.label}: ${percent(p.rate)} van ${count(p.total)}`,
      }),
      written('start'),
      written('end'),
    ],
  });
}
