import {estimate} from '../../src/models/estimate.js';
import {
  backtest,
  horizonClasses,
  type PastForecast,
  reachAhead,
  toTheDeadline,
} from '../../src/statistics/backtest.js';
import {campaignsFrom, type RiskRow} from '../../src/statistics/campaigns.js';
import {coverageOf} from '../../src/statistics/coverage.js';
import {intervalScore, weightedIntervalScore} from '../../src/statistics/scores.js';
import forecast from './forecast.js';

/** What the forecast was worth on days in the past: it scores itself at every run. */
export default estimate({
  grain: 'one distance ahead',
  key: ['horizon_no'],
  per: 'all',
  title: 'Trefzekerheid van de ramingen',
  publish: true,
  note: `From every fourth week of every campaign the forecast is made again and held against what came. It learns from
the other campaigns, and of its own it sees today's data cut off at that day: what was delivered late and what was
revised since are in it, which flatters the scores a little. Intervals take their width from the other campaigns only.
Their coverage is judged by the binomial band of the forecasts that share no week with each other. The days of one
campaign share its speed: with two or three years the errors of one year are one draw.`,
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
    effective_80: {type: 'integer', label: 'Zonder overlap (80 %)', meaning: 'forecasts that share no week'},
    effective_95: {type: 'integer', label: 'Zonder overlap (95 %)', meaning: 'forecasts that share no week'},
    band_80_low: {type: 'double', unit: 'share', label: 'Band (80 %), van'},
    band_80_high: {type: 'double', unit: 'share', label: 'Band (80 %), tot'},
    band_95_low: {type: 'double', unit: 'share', label: 'Band (95 %), van'},
    band_95_high: {type: 'double', unit: 'share', label: 'Band (95 %), tot'},
    verdict_80: {type: 'varchar', label: 'Oordeel (80 %)'},
    verdict_95: {type: 'varchar', label: 'Oordeel (95 %)'},
    wape: {type: 'double', unit: 'share', label: 'Gemiddelde fout'},
    error_persons: {
      type: 'double',
      label: 'Te veel geraamd',
      meaning: 'persons per forecast; below zero too few',
    },
    error_eur: {type: 'double', unit: 'EUR', label: 'Te veel geraamd, in euro', meaning: 'per forecast'},
    interval_score_80: {type: 'double', label: 'Intervalscore (80 %)', meaning: 'mean, in persons'},
    interval_score_95: {type: 'double', label: 'Intervalscore (95 %)', meaning: 'mean, in persons'},
    wis: {type: 'double', label: 'Gewogen intervalscore', meaning: 'mean, in persons'},
    bias: {type: 'double', unit: 'share', label: 'Scheefheid', meaning: 'of the people who waited'},
    gain_same_curve: {type: 'double', unit: 'share', label: 'Beter dan de curve van vorig jaar'},
    gain_constant: {type: 'double', unit: 'share', label: 'Beter dan een vast tempo'},
  },
  checks: [80, 95].map((level) => `verdict_${level} in ('too_narrow', 'within', 'too_wide', 'too_few')`),
  compute: ({risks = []}) => {
    const past = backtest(campaignsFrom(risks as unknown as RiskRow[]));
    return [...horizonClasses, toTheDeadline].flatMap((horizon, i) => {
      const of = past.filter((p) => p.horizon === horizon);
      if (of.length === 0) return [];
      const marks = of.map((p) => markOf(p, past));
      const coverage = (level: Level) =>
        coverageOf(
          of.flatMap((p, k) => {
            const isInside = marks[k]!.inside[level];
            return isInside === null ? [] : [{year: p.year, age: p.age, isInside}];
          }),
          horizon.weeks,
          level / 100,
        );
      const [at80, at95] = [coverage(80), coverage(95)];
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
          judged_80: at80.judged,
          inside_80: at80.inside,
          judged_95: at95.judged,
          inside_95: at95.inside,
          effective_80: at80.effective,
          effective_95: at95.effective,
          band_80_low: at80.low,
          band_80_high: at80.high,
          band_95_low: at95.low,
          band_95_high: at95.high,
          verdict_80: at80.verdict,
          verdict_95: at95.verdict,
          wape: came > 0 ? of.reduce((sum, p) => sum + Math.abs(p.forecast - p.actual), 0) / came : null,
          error_persons: mean(of.map((p) => p.forecast - p.actual)),
          error_eur: mean(of.map((p) => (p.forecastCents - p.actualCents) / 100)),
          interval_score_80: mean(marks.flatMap((m) => m.intervalScores[80] ?? [])),
          interval_score_95: mean(marks.flatMap((m) => m.intervalScores[95] ?? [])),
          wis: mean(marks.map((m) => m.scores.model ?? 0)),
          bias:
            of.reduce((sum, p) => sum + p.forecast - p.actual, 0) / of.reduce((sum, p) => sum + p.waiting, 0),
          gain_same_curve: gain('sameCurve'),
          gain_constant: gain('constantHazard'),
        },
      ];
    });
  },
});

type Level = 80 | 95;

/** Null where there is nothing to take the mean of. */
const mean = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

interface Mark {
  /** Inside the interval of the level; null where the history was too short for one. */
  readonly inside: Readonly<Record<Level, boolean | null>>;
  readonly intervalScores: Readonly<Record<Level, number | null>>;
  readonly scores: Readonly<Record<'model' | 'sameCurve' | 'constantHazard', number | null>>;
}

function markOf(p: PastForecast, past: readonly PastForecast[]): Mark {
  // a campaign's later errors were not known on the day
  const others = past.filter((other) => other.year !== p.year);
  const isDeadline = p.horizon === toTheDeadline;
  const weeks = isDeadline ? 78 : p.horizon.weeks;
  const interval = (
    middle: number,
    level: Level,
    forecast: (q: PastForecast) => number | null,
  ): {level: number; low: number; high: number} | null => {
    const reach = reachAhead(others, weeks, isDeadline, p, level / 100, forecast);
    return reach === null
      ? null
      : {level: level / 100, low: middle * Math.exp(-reach), high: middle * Math.exp(reach)};
  };
  const own = {
    80: interval(p.forecast, 80, (q) => q.forecast),
    95: interval(p.forecast, 95, (q) => q.forecast),
  };
  const inside = (level: Level): boolean | null => {
    const found = own[level];
    return found && p.actual >= found.low && p.actual <= found.high;
  };
  const scoreOf = (level: Level): number | null => {
    const found = own[level];
    return found && intervalScore(p.actual, found.low, found.high, found.level);
  };
  const score = (middle: number | null, forecast: (q: PastForecast) => number | null): number | null =>
    middle === null
      ? null
      : weightedIntervalScore(p.actual, {
          middle,
          intervals: ([80, 95] as const).flatMap((level) => interval(middle, level, forecast) ?? []),
        });
  return {
    inside: {80: inside(80), 95: inside(95)},
    intervalScores: {80: scoreOf(80), 95: scoreOf(95)},
    scores: {
      model: score(p.forecast, (q) => q.forecast),
      sameCurve: score(p.sameCurve, (q) => q.sameCurve),
      constantHazard: score(p.constantHazard, (q) => q.constantHazard),
    },
  };
}
