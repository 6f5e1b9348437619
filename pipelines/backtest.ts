import {Command} from 'commander';
import {textTable} from '../src/cli/table.js';
import {
  backtest,
  constantHazard,
  type PastForecast,
  reachAhead,
  sameCurve,
} from '../src/statistics/backtest.js';
import {binomialBand} from '../src/statistics/distributions.js';
import {drawing} from '../src/statistics/drawing.js';
import {learnHazards, project} from '../src/statistics/hazard.js';
import {type Forecasted, weightedIntervalScore} from '../src/statistics/scores.js';
import {type Scenario, simulateHistory, trueOutflow} from './simulated-campaigns.js';

const scenarios: readonly Scenario[] = [
  {name: 'calm years', yearEffect: 0.1, weekShock: 0.1, hasReminders: false},
  {name: 'years differ', yearEffect: 0.25, weekShock: 0.1, hasReminders: false},
  {name: 'reminders', yearEffect: 0.1, weekShock: 0.1, hasReminders: true},
];

/** What one forecast was worth. */
interface Mark {
  readonly target: string;
  readonly isInside80: boolean;
  readonly isInside95: boolean;
  readonly scores: Readonly<Record<Method, number | null>>;
  readonly error: number;
  readonly actual: number;
  readonly entitled: number;
}
type Method = 'model' | 'same curve' | 'constant hazard';

/**
 * Forecast simulated campaigns whose truth is known, and print how often the intervals hold it and how the model
 * scores against simpler forecasts. One day per campaign, so that the marks of one target are independent.
 */
function measure(scenario: Scenario, campaigns: number, seed: number): Mark[] {
  const random = drawing(seed);
  const marks: Mark[] = [];
  for (let i = 0; i < campaigns; i++) {
    const age = 6 + Math.floor(random() * 54);
    const {known, truth, entitled} = simulateHistory(scenario, age, random);
    const current = known.at(-1)!;
    const others = known.slice(0, -1);
    const past = backtest(known);
    const toDeadline = current.weeksToDeadline;
    const projection = project(current, learnHazards(others), 0, toDeadline);
    const actual = trueOutflow(truth, current, toDeadline);
    for (const [target, weeks] of [
      ['4 weeks', 4],
      ['13 weeks', 13],
      ['26 weeks', 26],
      ['52 weeks', 52],
      ['deadline', toDeadline],
    ] as const) {
      const came = actual[weeks - 1]!;
      const middles: Record<Method, number | null> = {
        model: projection.persons[weeks - 1]!,
        'same curve': sameCurve(current, others, 0, weeks),
        'constant hazard': constantHazard(current, 0, weeks),
      };
      const model = withIntervals(
        past,
        {weeks, isDeadline: target === 'deadline'},
        {year: current.year, age},
        middles.model!,
        (p) => p.forecast,
      );
      const inside = (level: number): boolean => {
        const interval = model.intervals.find((x) => x.level === level);
        return interval !== undefined && came >= interval.low && came <= interval.high;
      };
      marks.push({
        target,
        isInside80: inside(0.8),
        isInside95: inside(0.95),
        scores: {
          model: weightedIntervalScore(came, model),
          'same curve':
            middles['same curve'] === null
              ? null
              : weightedIntervalScore(
                  came,
                  withIntervals(
                    past,
                    {weeks, isDeadline: target === 'deadline'},
                    {year: current.year, age},
                    middles['same curve'],
                    (p) => p.sameCurve,
                  ),
                ),
          'constant hazard': weightedIntervalScore(
            came,
            withIntervals(
              past,
              {weeks, isDeadline: target === 'deadline'},
              {year: current.year, age},
              middles['constant hazard']!,
              (p) => p.constantHazard,
            ),
          ),
        },
        error: middles.model! - came,
        actual: came,
        entitled,
      });
    }
  }
  return marks;
}

/** A middle with the intervals that its own past errors ask for: simpler forecasts get the same courtesy. */
function withIntervals(
  past: readonly PastForecast[],
  target: {readonly weeks: number; readonly isDeadline: boolean},
  now: {readonly year: number; readonly age: number},
  middle: number,
  forecast: (p: PastForecast) => number | null,
): Forecasted {
  return {
    middle,
    intervals: [0.8, 0.95].flatMap((level) => {
      const reach = reachAhead(past, target.weeks, target.isDeadline, now, level, forecast);
      if (reach === null) return [];
      return [{level, low: middle * Math.exp(-reach), high: middle * Math.exp(reach)}];
    }),
  };
}

function print(scenario: Scenario, marks: readonly Mark[]): void {
  const rows = [...new Set(marks.map((m) => m.target))].map((target) => {
    const of = marks.filter((m) => m.target === target);
    const n = of.length;
    const hits80 = of.filter((m) => m.isInside80).length;
    const hits95 = of.filter((m) => m.isInside95).length;
    const gain = (method: Method): string => {
      const both = of.filter((m) => m.scores[method] !== null);
      const mean = (which: Method): number =>
        both.reduce((sum, m) => sum + m.scores[which]!, 0) / both.length;
      return `${((1 - mean('model') / mean(method)) * 100).toFixed(0)} %`;
    };
    const within = (hits: number, share: number): string => {
      const [least, most] = binomialBand(n, share);
      return `${hits} (${least}–${most}) ${hits < least ? 'low' : hits > most ? 'wide' : 'ok'}`;
    };
    const bias = of.reduce((sum, m) => sum + m.error / m.entitled, 0) / n;
    const wape = of.reduce((sum, m) => sum + Math.abs(m.error), 0) / of.reduce((sum, m) => sum + m.actual, 0);
    return [
      target,
      within(hits80, 0.8),
      within(hits95, 0.95),
      gain('same curve'),
      gain('constant hazard'),
      `${(bias * 100).toFixed(2)} %`,
      `${(wape * 100).toFixed(1)} %`,
    ];
  });
  process.stdout.write(
    `\n${scenario.name}: ${marks.length / rows.length} campaigns, spread of the years ${scenario.yearEffect}, of the weeks ${scenario.weekShock}\n${textTable(
      [
        'target',
        'in 80 % (band)',
        'in 95 % (band)',
        'WIS under same curve',
        'under constant hazard',
        'bias of entitled',
        'WAPE',
      ],
      rows,
    )}\n`,
  );
}

await new Command('npm run backtest --')
  .description('forecast simulated campaigns with a known truth and print coverage, scores and bias')
  .option('--campaigns <n>', 'campaigns per scenario', '200')
  .option('--seed <s>', 'of the simulation', '1')
  .addHelpText('after', '\nExample:\n  $ npm run backtest -- --campaigns 400 --seed 7')
  .action((options: {campaigns: string; seed: string}) => {
    for (const [i, scenario] of scenarios.entries())
      print(scenario, measure(scenario, Number(options.campaigns), Number(options.seed) * 1000 + i));
  })
  .parseAsync();
