import {assessQuarters, yearBonusCents} from './calculate.js';
import {type LineDraft, plainLine, timeFor, wageFor, working} from './draft-lines.js';
import {QUIRK_NAMES, QUIRKS, type Quirk} from './draft-quirks.js';
import {timesAtTie} from './draft-ties.js';
import type {Schedule, YearLaw} from './law.js';
import type {Random} from './random.js';

/** All lines of one person in one year, aimed at some edge. */
export type Case = (law: YearLaw, employers: readonly string[], random: Random) => readonly LineDraft[];

const FOUR = [1, 2, 3, 4] as const;
const quartersOf = (law: YearLaw): readonly number[] => FOUR.map((number) => law.referenceYear * 10 + number);
const scheduleOf = (law: YearLaw, quarter: number): Schedule => law.schedules[(quarter % 10) - 1]!;
const someOf = <T>(items: readonly T[], random: Random): readonly T[] => {
  const kept = items.filter(() => random.chance(0.7));
  return kept.length > 0 ? kept : [random.pick(items)];
};

/** A reference wage (cents) on a bound of the quarter, one cent beside it, or on a tie of the year's cents. */
export function edgeWage(schedule: Schedule, random: Random): number {
  const {lowerLimitCents: lower, upperLimitCents: upper} = schedule;
  return random.weighted([
    [3, lower + random.between(-2, 2)],
    [3, upper + random.between(-3, 2)],
    [2, lower + 10 * random.between(1, (upper - lower) / 10)],
    [2, random.between(lower - 30_000, upper + 30_000)],
  ]);
}

function ordinary(line: LineDraft, law: YearLaw, random: Random): LineDraft {
  const fraction = random.weighted([
    [3, 100],
    [2, random.pick([50, 80, 40, 25])],
    [2, random.between(1, 100)],
  ]);
  const wage = wageFor(edgeWage(scheduleOf(law, line.quarter), random), fraction);
  const contractType = fraction < 100 && random.chance(0.8) ? 1 : 0;
  return {
    ...working(line, fraction, wage + random.between(-1, 1), random.pick(['days', 'hours'])),
    contractType,
  };
}

/** The same job all year, at one edge wage per quarter or for the whole year. */
const steady: Case = (law, employers, random) => {
  const wage = edgeWage(random.pick(law.schedules), random);
  const isWholeYear = random.chance(0.6);
  const fraction = random.pick([100, 100, 80, 50]);
  return quartersOf(law).map((quarter) => {
    const target = isWholeYear ? wage : edgeWage(scheduleOf(law, quarter), random);
    const line = {
      ...plainLine(quarter, employers[0]!),
      contractType: fraction === 100 ? (0 as const) : (1 as const),
    };
    return working(line, fraction, wageFor(target, fraction), random.pick(['days', 'hours']));
  });
};

/** The whole year far below or above the bounds: the plain entitled and refused files. */
const plain: Case = (law, employers, random) => {
  const {lowerLimitCents, upperLimitCents} = law.schedules[3]!;
  const wage = random.chance(0.7) ? lowerLimitCents - 10_000 : upperLimitCents + 10_000;
  return quartersOf(law).map((quarter) =>
    working(plainLine(quarter, employers[0]!), 100, wageFor(wage, 100)),
  );
};

/** A year that comes to the minimum, or to one cent beside it, found by halving the wage interval. */
const aroundMinimum: Case = (law, employers, random) => {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const contractType = random.pick([0, 1] as const);
    const minimum = contractType === 0 ? law.minimumFullTimeCents : law.minimumPartTimeCents;
    const target = minimum + random.between(-1, 1);
    const fractions = someOf(quartersOf(law), random).map(
      (quarter) =>
        [quarter, random.between(contractType === 0 ? 60 : 5, contractType === 0 ? 100 : 40)] as const,
    );
    const linesAt = (wage: number) =>
      fractions.map(([quarter, fraction]) => ({
        ...working(plainLine(quarter, employers[0]!), fraction, wageFor(wage, fraction), 'hours'),
        contractType,
      }));
    const bonusAt = (wage: number) =>
      yearBonusCents(
        assessQuarters(
          fractions.map(([quarter, fraction]) => ({
            quarter,
            employer: '',
            wageCents: wageFor(wage, fraction),
            wageFraction: fraction * 1_000_000,
            payoutFraction: fraction * 1_000_000,
            isInTenths: false,
            isFullTime: contractType === 0,
          })),
          law,
          null,
        ),
      );
    let [low, high] = [law.schedules[0]!.lowerLimitCents, law.schedules[3]!.upperLimitCents];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (bonusAt(middle) > target) low = middle;
      else high = middle;
    }
    const hit = [-3, -2, -1, 0, 1, 2, 3].map((step) => high + step).find((wage) => bonusAt(wage) === target);
    if (hit === undefined) continue;
    // part-time work in a quarter that does not count must not lower the minimum
    const idle = quartersOf(law).find((quarter) => !fractions.some(([used]) => used === quarter));
    if (idle === undefined || random.chance(0.5)) return linesAt(hit);
    const line: LineDraft = {...working(plainLine(idle, employers[0]!), 0, 1000), contractType: 1};
    return [...linesAt(hit), {...line, times: new Map([[1, {days: 20, hours: null}]])}];
  }
  return steady(law, employers, random);
};

/** Fractions on exactly .005, beside it, or only apart because each line is rounded to 8 decimals. */
const fractionTies: Case = (law, employers, random) =>
  someOf(quartersOf(law), random).flatMap((quarter) => {
    const employer = random.pick(employers);
    const wage = wageFor(edgeWage(scheduleOf(law, quarter), random), 50);
    return timesAtTie(random).map(({time, ...week}, index) => ({
      ...working(plainLine(quarter, employer, index + 1), 1, wage),
      ...week,
      times: new Map([[1, time]]),
    }));
  });

/** Reference wages on half a cent: at 0.40 the cents of the wage modulo 6 decide, at 0.80 modulo 12. */
const wageTies: Case = (law, employers, random) =>
  quartersOf(law).map((quarter) => {
    const [fraction, modulus] = random.pick([
      [40, 6],
      [80, 12],
    ] as const);
    const wage = wageFor(edgeWage(scheduleOf(law, quarter), random), fraction);
    const tie = wage - (wage % modulus) + modulus / 2;
    // now and then below zero, where half a cent goes the other way
    const sign = random.chance(0.05) ? -1 : 1;
    return working({...plainLine(quarter, employers[0]!), contractType: 1}, fraction, sign * tie, 'hours');
  });

/** A teacher paid in tenths: no cap in the quarter, 4 over the year, wages whose 10/12 is half a cent. */
const teacher: Case = (law, employers, random) => {
  const year = random.pick([
    [100, 100, 33, 100],
    [100, 100, 100, 100],
    [100, 90, 0, 100],
    [60, 100, 140, 90],
    [50, 50, 17, 50],
  ]);
  return quartersOf(law).flatMap((quarter, index) => {
    const fraction = year[index] ?? 0;
    if (fraction === 0 || random.chance(0.05)) return [];
    const target = edgeWage(scheduleOf(law, quarter), random);
    const wage = Math.round((wageFor(target, fraction) * 12) / 10);
    const halfCent = wage - (wage % 6) + 3; // 10/12 of 3 modulo 6 cents is half a cent
    const line: LineDraft = {...plainLine(quarter, employers[0]!), education: 10};
    const lines = [
      working(line, fraction, random.pick([wage, halfCent, wage + 1]), random.pick(['days', 'hours'])),
    ];
    // a second job, in the same quarter or the only one of it: the quarter keeps no cap beside tenths
    if (random.chance(0.3)) lines.push(ordinary(plainLine(quarter, employers[1]!), law, random));
    // a correction in tenths below zero
    if (random.chance(0.1)) lines.push({...working(line, 0, -halfCent), lineNo: 2});
    return lines;
  });
};

/** Blue-collar: holidays count for the payout only, so payout and wage fraction differ. */
const blueCollar: Case = (law, employers, random) =>
  quartersOf(law).map((quarter) => {
    const holiday = random.between(0, 40);
    const worked = random.between(50, 100 - holiday + 5);
    const unit = random.pick(['days', 'hours'] as const);
    const wage = wageFor(edgeWage(scheduleOf(law, quarter), random), worked);
    const line = working(plainLine(quarter, employers[0]!), worked, wage, unit);
    return {...line, times: new Map([...line.times, [random.pick([2, 12]), timeFor(holiday, unit)]])};
  });

/** Several employers and lines a quarter, each with up to two quirks. */
const crowded: Case = (law, employers, random) =>
  someOf(quartersOf(law), random).flatMap((quarter) =>
    someOf(employers, random).flatMap((employer) =>
      [1, 2, 10].slice(0, random.between(1, 3)).map((lineNo) => {
        const line = ordinary(plainLine(quarter, employer, lineNo), law, random);
        const quirks = random.shuffled(QUIRK_NAMES).slice(0, random.pick([0, 0, 1, 2]));
        return quirks.reduce((draft, name) => (QUIRKS[name] as Quirk)(draft, random), line);
      }),
    ),
  );

/** One quirk on every line of the year, or on one quarter of an otherwise ordinary year. */
const oneQuirk: Case = (law, employers, random) => {
  const quirk = QUIRKS[random.pick(QUIRK_NAMES)] as Quirk;
  const everywhere = random.chance(0.5);
  return quartersOf(law).map((quarter, index) => {
    const line = ordinary(plainLine(quarter, employers[0]!), law, random);
    return everywhere || index === 2 ? quirk(line, random) : line;
  });
};

/** Every line left out by a code, but perhaps one. */
const leftOut: Case = (law, employers, random) => {
  const isMixed = random.chance(0.4);
  return quartersOf(law).map((quarter, index) => {
    const line = ordinary(plainLine(quarter, employers[index % employers.length]!), law, random);
    if (isMixed && index === 3) return random.chance(0.5) ? line : QUIRKS.terminationLine(line, random);
    return random.pick([QUIRKS.excludedWorker, QUIRKS.excludedEmployer])(line, random);
  });
};

const withdrawn: Case = (law, employers, random) =>
  someOf(quartersOf(law), random).map((quarter) =>
    QUIRKS.cancelled(ordinary(plainLine(quarter, employers[0]!), law, random)),
  );

const CASES: readonly (readonly [number, Case])[] = [
  [4, steady],
  [4, plain],
  [3, aroundMinimum],
  [2, fractionTies],
  [2, wageTies],
  [3, teacher],
  [2, blueCollar],
  [4, crowded],
  [4, oneQuirk],
  [2, leftOut],
  [0.5, withdrawn],
];

/** Lines of at most one employer, that can be told again as work across the border. */
const BORDER_CASES: readonly (readonly [number, Case])[] = [
  [4, steady],
  [2, aroundMinimum],
  [1, fractionTies],
  [1, wageTies],
];

/** The work of one person for one foreign employer in one year. */
export function draftBorderLines(law: YearLaw, employer: string, random: Random): readonly LineDraft[] {
  return random.weighted(BORDER_CASES)(law, [employer], random);
}

/** The lines of one person in one year, by a case drawn at random. */
export function draftLines(law: YearLaw, employers: readonly string[], random: Random): readonly LineDraft[] {
  return random.weighted(CASES)(law, employers, random);
}
