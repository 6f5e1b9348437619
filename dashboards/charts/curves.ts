import * as Plot from '@observablehq/plot';
import {base} from '../theme.js';
import {roundSteps} from './steps.js';
import {textWidth, widest} from './text.js';

/** One line with its name. At most four on one chart: more is a tangle, and the table has them all. */
export interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly isBold: boolean;
  /** Dashes tell curves apart where colour cannot. */
  readonly dash?: string;
  readonly points: readonly BandPoint[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point of a line; with limits the line runs in a band. */
interface BandPoint extends Point {
  readonly low?: number;
  readonly high?: number;
}

export interface CurvesOptions {
  readonly xLabel: string;
  readonly yFormat: (value: number) => string;
  readonly yDomain?: readonly [number, number];
  readonly xDomain?: readonly [number, number];
  /** Where the horizontal axis is named, and how; numbers by default. */
  readonly xTicks?: readonly number[];
  readonly xFormat?: (value: number) => string;
  /**
   * Steps hold until the next point (counts at the end of a week); straight lines run between points. Where steps are
   * missing nothing is held: a dotted line runs straight to the next that is known.
   */
  readonly shape?: 'steps' | 'straight';
  /** Falls in one cent: an arrow straight down with its size, which no line smooths over. */
  readonly jumps?: readonly {
    readonly x: number;
    readonly from: number;
    readonly to: number;
    readonly label: string;
  }[];
  /** How many there are along the axis, in a strip of its own below the lines. */
  readonly density?: {readonly label: string; readonly points: readonly Point[]};
}

/** Lines over time, each named at its end instead of in a legend. */
export function curves(all: readonly Curve[], width: number, options: CurvesOptions): Element {
  const points = all.flatMap((curve) => curve.points);
  const xs = points.map((point) => point.x);
  const [x0, x1] = options.xDomain ?? [Math.min(...xs), Math.max(...xs)];
  const [bottomOfLines, y1] = options.yDomain ?? [
    0,
    Math.max(...points.map((point) => point.y), 1e-9) * 1.06,
  ];
  const strip = options.density ? 0.34 : 0;
  const y0 = bottomOfLines - strip * (y1 - bottomOfLines);
  const height = Math.round(Math.max(250, Math.min(370, width * 0.5)) * (1 + strip));
  const crowd = options.density?.points.filter((point) => point.x >= x0 && point.x <= x1) ?? [];
  const most = Math.max(...crowd.map((point) => point.y), 1e-9);
  const ticks = options.density ? roundSteps(bottomOfLines, y1) : undefined;
  const isStraight = options.shape === 'straight';
  const step = isStraight ? Number.POSITIVE_INFINITY : leastStep(all);
  const top = 14;
  const bottom = 46;
  const left = 14 + widest([options.yFormat(y1), options.yFormat(y1 * 0.77)]);
  const right = Math.min(
    14 +
      widest(
        all.map((curve) => curve.label),
        true,
      ),
    width * 0.34,
  );
  const place = (point: Point): Point => ({
    x: left + ((point.x - x0) / (x1 - x0 || 1)) * (width - left - right),
    y: height - bottom - ((point.y - y0) / (y1 - y0 || 1)) * (height - top - bottom),
  });
  const densityRise = (strip / (1 + strip)) * (height - top - bottom) - 14;
  const names = placeNames(
    all.map((curve) => ({...curve, points: curve.points.map(place)})),
    {top, bottom: height - bottom, right: width},
    [
      ...(options.density
        ? [{left, right: left + 4 + textWidth(options.density.label), y: height - bottom - densityRise - 6}]
        : []),
      ...(options.jumps ?? []).map((jump) => {
        const at = place({x: jump.x, y: jump.from});
        return {left: at.x, right: at.x + besideJump + textWidth(jump.label, true), y: at.y};
      }),
    ],
  );
  return Plot.plot({
    ...base,
    width,
    height,
    marginLeft: left,
    marginRight: right,
    marginTop: top,
    marginBottom: bottom,
    x: {
      domain: [x0, x1],
      label: options.xLabel,
      labelArrow: 'none',
      labelAnchor: 'left',
      labelOffset: 38,
      tickSize: 4,
      ...(options.xTicks ? {ticks: [...options.xTicks]} : {}),
      ...(options.xFormat ? {tickFormat: options.xFormat} : {}),
    },
    y: {
      domain: [y0, y1],
      label: null,
      grid: ticks === undefined,
      tickSize: 0,
      tickFormat: options.yFormat,
      ticks: ticks ?? 5,
    },
    marks: [
      ticks ? Plot.gridY(ticks) : null,
      Plot.areaY(crowd, {
        x: 'x',
        y1: y0,
        y2: (point: Point) => y0 + (point.y / most) * 0.8 * strip * (y1 - bottomOfLines),
        fill: 'var(--other)',
        fillOpacity: 0.55,
        curve: 'step-after',
      }),
      options.density
        ? Plot.text([options.density.label], {
            frameAnchor: 'bottom-left',
            dx: 4,
            dy: -densityRise,
            fill: 'var(--quiet)',
            stroke: 'var(--ground)',
            strokeWidth: 4,
          })
        : null,
      Plot.ruleY(options.density ? [y0, bottomOfLines] : [y0], {stroke: 'var(--ink)'}),
      ...all.flatMap((curve) => {
        const banded = curve.points.filter((point) => point.low !== undefined && point.high !== undefined);
        const {pieces, bridges} = piecesOf(banded, step);
        const band = {x: 'x', y1: 'low', y2: 'high', z: 'piece', fill: curve.colour, fillOpacity: 0.16};
        return [
          Plot.areaY(pieces, {...band, curve: isStraight ? 'linear' : 'step-after'}),
          Plot.areaY(bridges, {...band, curve: 'linear'}),
        ];
      }),
      ...all.flatMap((curve) => {
        const {pieces, bridges} = piecesOf(curve.points, step);
        const line = {x: 'x', y: 'y', z: 'piece', stroke: curve.colour};
        return [
          Plot.lineY(pieces, {
            ...line,
            strokeWidth: curve.isBold ? 2.8 : 1.5,
            curve: isStraight ? 'linear' : 'step-after',
            ...(curve.dash ? {strokeDasharray: curve.dash} : {}),
          }),
          Plot.lineY(bridges, {
            ...line,
            strokeWidth: curve.isBold ? 2 : 1.2,
            strokeDasharray: bridgeDash,
            strokeLinecap: 'round',
          }),
        ];
      }),
      ...all.flatMap((curve) => {
        const last = curve.points.at(-1);
        return last && curve.isBold
          ? [Plot.dot([last], {x: 'x', y: 'y', r: 4, fill: curve.colour, stroke: 'var(--ground)'})]
          : [];
      }),
      Plot.arrow(options.jumps ?? [], {
        x1: 'x',
        x2: 'x',
        y1: 'from',
        y2: 'to',
        stroke: 'var(--missing)',
        strokeWidth: 2.5,
        headLength: 9,
        insetEnd: 1,
      }),
      Plot.text(options.jumps ?? [], {
        x: 'x',
        y: (jump: {from: number}) => jump.from,
        text: 'label',
        // beside the top of the fall: the line comes from the left and goes on below
        dx: besideJump,
        textAnchor: 'start',
        fontWeight: 700,
        fill: 'var(--ink)',
        stroke: 'var(--ground)',
        strokeWidth: 5,
      }),
      ...names.map((name) =>
        Plot.text([name], {
          x: name.valueX,
          y: name.valueY,
          dx: name.dx,
          dy: name.dy,
          text: 'label',
          textAnchor: name.anchor,
          fontWeight: name.isBold ? 700 : 400,
          fill: 'var(--ink)',
          stroke: 'var(--ground)',
          strokeWidth: 5,
        }),
      ),
    ],
  });

  /**
   * Where each name can stand: beside the end of its line, or above or below it, at the first place that is clear of
   * every line and of the names already there.
   */
  function placeNames(
    drawn: readonly Curve[],
    room: {top: number; bottom: number; right: number},
    others: readonly {left: number; right: number; y: number}[],
  ): {
    label: string;
    isBold: boolean;
    valueX: number;
    valueY: number;
    dx: number;
    dy: number;
    anchor: 'start' | 'end';
  }[] {
    const taken = [...others];
    const named = drawn.flatMap((curve, i) => {
      const end = curve.points.at(-1);
      const value = all[i]!.points.at(-1);
      return end && value ? [{curve, end, value}] : [];
    });
    // from the top down, so that names keep the order of their lines
    return named
      .sort((a, b) => a.end.y - b.end.y)
      .map(({curve, end, value}) => {
        const wide = textWidth(curve.label, curve.isBold);
        const fits = end.x + 8 + wide <= room.right;
        const from = fits ? end.x + 8 : end.x - wide;
        const clearance = (dy: number): number => {
          const y = end.y + dy;
          if (y < room.top - 3 || y > room.bottom - 4) return -1;
          const names = taken
            .filter((other) => other.left < from + wide && other.right > from)
            .map((other) => Math.abs(other.y - y) - 8);
          const lines = drawn
            .filter((other) => other !== curve || !fits)
            .flatMap((other) => between(other.points, from, from + wide))
            .map((lineY) => Math.abs(lineY - y));
          return Math.min(30, ...names, ...lines);
        };
        const dy =
          offers.find((offer) => clearance(offer) >= 9) ??
          offers.toSorted((a, b) => clearance(b) - clearance(a))[0]!;
        taken.push({left: from, right: from + wide, y: end.y + dy});
        return {
          label: curve.label,
          isBold: curve.isBold,
          valueX: value.x,
          valueY: value.y,
          dx: fits ? 8 : 0,
          dy,
          anchor: fits ? ('start' as const) : ('end' as const),
        };
      });
  }
}

/** Pixels that a name may stand below (or above) the end of its line: as few as keep it clear. */
const offers = [0, ...Array.from({length: 17}, (_, i) => [-3 * (i + 1), 3 * (i + 1)]).flat()];

/** Pixels from a jump to the size beside it. */
const besideJump = 8;

/** Dots where steps are missing: no dash that tells lines apart looks like it. */
const bridgeDash = '0.1 4.5';

/** The least distance between two points that follow each other: that of two steps of which none is missing. */
function leastStep(all: readonly Curve[]): number {
  const distances = all.flatMap(({points}) => points.slice(1).map((point, i) => point.x - points[i]!.x));
  return Math.min(...distances.filter((distance) => distance > 0));
}

/**
 * A line in the pieces between which no step is missing, and the bridges from one piece to the next; each point says
 * which piece or bridge it is of.
 *
 * @param step distance between two steps of which none is missing
 */
export function piecesOf<T extends Point>(
  points: readonly T[],
  step: number,
): {pieces: (T & {piece: number})[]; bridges: (T & {piece: number})[]} {
  const pieces: (T & {piece: number})[] = [];
  const bridges: (T & {piece: number})[] = [];
  let piece = 0;
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    // a last week may be shorter than the others; a week left out is a whole step
    if (before !== undefined && point.x - before.x > step * 1.5) {
      bridges.push({...before, piece}, {...point, piece});
      piece += 1;
    }
    pieces.push({...point, piece});
  }
  return {pieces, bridges};
}

/** The heights at which a line runs between two places of the horizontal axis, looked at every few pixels. */
function between(points: readonly Point[], from: number, to: number): number[] {
  const heights = points.filter((point) => point.x >= from && point.x <= to).map((point) => point.y);
  for (let x = from; x <= to; x += 4) {
    const i = points.findIndex((point) => point.x >= x);
    const [before, after] = [points[i - 1], points[i]];
    if (before && after) {
      const part = (x - before.x) / (after.x - before.x || 1);
      heights.push(before.y + part * (after.y - before.y));
    }
  }
  return heights;
}
