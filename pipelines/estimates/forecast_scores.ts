import {estimate} from '../../src/models/estimate.js';
import {
  backtest,
  horizonClasses,
  type PastForecast,
  reachAhead,
  toTheDeadline,
} from '../../src/statistics/backtest.js';
import {campaignsFrom, type RiskRow} from '../../src/statistics/campaigns.js';
import {weightedIntervalScore} from '../../src/statistics/scores.js';
import forecast from './forecast.js';

/** What the forecast was worth on days in the past: it scores itself at every run. */
export default estimate({
  grain: 'one distance ahead',
  key: ['horizon_no'],
  per: 'all',
  publish: true,
  note: `From every fourth week of every campaign the forecast is made again with what was known then, learning from the
other campaigns, and held against what came. Intervals take their width from the other campaigns only. The days of
one campaign share its speed: with two or three years the errors of one year are one draw.`,
  questions: {risks: forecast.questions.risks!},
  columns: {
    horizon_no: {type: 'integer'},
    horizon: {type: 'varchar', label: 'Weken vooruit'},
    forecasts: {type: 'integer', label: 'Voorspellingen'},
    campaigns: {type: 'integer', label: 'Campagnes'},
    judged_80: {type: 'integer', label: 'Met een interval van 80 %'},
    inside_80: {type: 'integer', label: 'Waarvan raak (80 %)'},
    judged_95: {type: 'integer', label: 'Met een interval van 95 %'},
    inside_95: {type: 'integer', label: 'Waarvan raak (95 %)'},
    wape: {type: 'double', unit: 'share', label: 'Gemiddelde fout'},
    bias: {type: 'double', unit: 'share', label: 'Scheefheid', meaning: 'of the people who waited'},
    gain_same_curve: {type: 'double', unit: 'share', label: 'Beter dan de curve van vorig jaar'},
    gain_constant: {type: 'double', unit: 'share', label: 'Beter dan een vast tempo'},
  },
  compute: ({risks = []}) => {
    const past = backtest(campaignsFrom(risks as unknown as RiskRow[]));
    return [...horizonClasses, toTheDeadline].flatMap((horizon, i) => {
      const of = past.filter((p) => p.horizon === horizon);
      if (of.length === 0) return [];
      const marks = of.map((p) => markOf(p, past));
      const judged = (level: number): boolean[] =>
        marks.flatMap((m) => m.inside[level === 0.8 ? 0 : 1] ?? []);
      const [at80, at95] = [judged(0.8), judged(0.95)];
      const gain = (which: 'sameCurve' | 'constantHazard'): number | null => {
        const both = marks.filter((m) => m.scores[which] !== null);
        const total = (key: 'model' | typeof which): number =>
          both.reduce((sum, m) => sum + (m.scores[key] ?? 0), 0);
        return both.length > 0 && total(which) > 0 ? 1 - total('model') / total(which) : null;
      };
      const came = of.reduce((sum, p) => sum + p.actual, 0);
      return [
        {
          horizon_no: i + 1,
          horizon: horizon.name,
          forecasts: of.length,
          campaigns: new Set(of.map((p) => p.year)).size,
          judged_80: at80.length,
          inside_80: at80.filter(Boolean).length,
          judged_95: at95.length,
          inside_95: at95.filter(Boolean).length,
          wape: came > 0 ? of.reduce((sum, p) => sum + Math.abs(p.forecast - p.actual), 0) / came : null,
          bias:
            of.reduce((sum, p) => sum + p.forecast - p.actual, 0) / of.reduce((sum, p) => sum + p.waiting, 0),
          gain_same_curve: gain('sameCurve'),
          gain_constant: gain('constantHazard'),
        },
      ];
    });
  },
});

interface Mark {
  /** Inside the 80 % and the 95 % interval; null where the history was too short for one. */
  readonly inside: readonly [boolean | null, boolean | null];
  readonly scores: Readonly<Record<'model' | 'sameCurve' | 'constantHazard', number | null>>;
}

function markOf(p: PastForecast, past: readonly PastForecast[]): Mark {
  // a campaign's later errors were not known on the day
  const others = past.filter((other) => other.year !== p.year);
  const isDeadline = p.horizon === toTheDeadline;
  const weeks = isDeadline ? 78 : p.horizon.weeks;
  const interval = (
    middle: number,
    level: number,
    forecast: (q: PastForecast) => number | null,
  ): {level: number; low: number; high: number} | null => {
    const reach = reachAhead(others, weeks, isDeadline, p, level, forecast);
    return reach === null ? null : {level, low: middle * Math.exp(-reach), high: middle * Math.exp(reach)};
  };
  const inside = (level: number): boolean | null => {
    const found = interval(p.forecast, level, (q) => q.forecast);
    return found && p.actual >= found.low && p.actual <= found.high;
  };
  const score = (middle: number | null, forecast: (q: PastForecast) => number | null): number | null =>
    middle === null
      ? null
      : weightedIntervalScore(p.actual, {
          middle,
          intervals: [0.8, 0.95].flatMap((level) => interval(middle, level, forecast) ?? []),
        });
  return {
    inside: [inside(0.8), inside(0.95)],
    scores: {
      model: score(p.forecast, (q) => q.forecast),
      sameCurve: score(p.sameCurve, (q) => q.sameCurve),
      constantHazard: score(p.constantHazard, (q) => q.constantHazard),
    },
  };
}
