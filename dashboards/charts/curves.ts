import * as Plot from '@observablehq/plot';
import {base} from '../theme.js';

export interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly isBold: boolean;
  /** Dashes tell curves apart where colour cannot. */
  readonly dash?: string;
  readonly points: readonly {readonly x: number; readonly y: number}[];
}

export interface CurvesOptions {
  readonly xLabel: string;
  readonly yFormat: (value: number) => string;
  readonly yDomain?: readonly [number, number];
  readonly xDomain?: readonly [number, number];
}

/** Step lines over the weeks of a campaign, each named at its end instead of in a legend. */
export function curves(all: readonly Curve[], width: number, options: CurvesOptions): Element {
  const ends = all.flatMap((curve) => {
    const last = curve.points.at(-1);
    return last ? [{...last, label: curve.label, isBold: curve.isBold}] : [];
  });
  const longest = Math.max(4, ...all.map((curve) => curve.label.length));
  return Plot.plot({
    ...base,
    width,
    height: Math.max(240, Math.min(360, width * 0.5)),
    marginLeft: 54,
    marginRight: Math.min(16 + longest * 7.5, width * 0.3),
    marginBottom: 40,
    x: {
      label: options.xLabel,
      labelArrow: 'none',
      labelAnchor: 'left',
      tickSize: 4,
      ...(options.xDomain ? {domain: options.xDomain} : {}),
    },
    y: {
      label: null,
      grid: true,
      tickSize: 0,
      tickFormat: options.yFormat,
      ticks: 5,
      ...(options.yDomain ? {domain: options.yDomain} : {zero: true}),
    },
    marks: [
      Plot.ruleY([0], {stroke: 'var(--ink)'}),
      ...all.map((curve) =>
        Plot.lineY(curve.points, {
          x: 'x',
          y: 'y',
          stroke: curve.colour,
          strokeWidth: curve.isBold ? 2.6 : 1.4,
          curve: 'step-after',
          ...(curve.dash ? {strokeDasharray: curve.dash} : {}),
        }),
      ),
      ...apart(ends, options.yDomain ?? [0, Math.max(...ends.map((end) => end.y), 1e-9)]).map((end) =>
        Plot.text([end], {
          x: 'x',
          y: 'labelY',
          text: 'label',
          textAnchor: 'start',
          dx: 6,
          fontWeight: end.isBold ? 700 : 400,
        }),
      ),
    ],
  });
}

/** Names at the ends of lines, moved apart where they would overlap. */
function apart<T extends {readonly y: number}>(
  ends: readonly T[],
  domain: readonly [number, number],
): (T & {labelY: number})[] {
  const gap = (domain[1] - domain[0]) * 0.055;
  let floor = Number.NEGATIVE_INFINITY;
  return [...ends]
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      const labelY = Math.max(end.y, floor + gap);
      floor = labelY;
      return {...end, labelY};
    });
}
