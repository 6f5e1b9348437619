import {textTable} from '../src/cli/table.js';
import {count, decimal, euro, signed} from '../src/format.js';
import {eurText} from '../src/scenario/law.js';
import {
  type ChangeRow,
  type Cost,
  changeLabels,
  fractionBandLabels,
  type GroupRow,
  wageBandLabels,
} from '../src/simulation/fold.js';
import type {Priced, Simulation} from '../src/simulation/result.js';

const amount = (cents: bigint): string => euro(eurText(cents));
const change = (cents: bigint): string => signed(amount(cents));
const percentage = (growthE4: number): string => `${decimal((growthE4 / 100).toFixed(2), 2)}%`;

/** A simulation for the terminal, in Dutch: what changes in words, what it costs, and who wins or loses. */
export function simulationText(result: Simulation): string {
  const parts = result.priced.map((priced) => scenarioText(priced, result));
  if (result.priced.length > 1) parts.unshift(overviewText(result));
  if (result.path.length > 0) parts.push(pathText(result));
  parts.push(
    'Loongroepen en bedragen gelden bij het referteloon van vandaag. Werknemers, grensarbeiders en combinaties zijn meegeteld; de jobbonus plus blijft ongewijzigd.',
  );
  return parts.join('\n\n');
}

function overviewText({priced, baseline, year}: Simulation): string {
  return `Refertejaar ${year}, tegenover ${baseline}\n${textTable(
    ['scenario', 'rechthebbenden', 'recht', 'verschil', 'bij huidige take-up', 'bij verwachte take-up'],
    priced.map((p) => [
      p.scenario,
      count(p.after.entitled),
      amount(p.after.fullCents),
      change(p.after.fullCents - p.before.fullCents),
      amount(p.after.currentCents),
      amount(p.after.projectedCents),
    ]),
  )}`;
}

function scenarioText(priced: Priced, {baseline, year}: Simulation): string {
  const row = (label: string, cents: (cost: Cost) => bigint): string[] => [
    label,
    amount(cents(priced.before)),
    amount(cents(priced.after)),
    change(cents(priced.after) - cents(priced.before)),
  ];
  const lines = [
    `${priced.title} (${priced.scenario}), refertejaar ${year} tegenover ${baseline}`,
    ...priced.sentences.map((sentence) => `  ${sentence}`),
    '',
    textTable(
      ['', 'nu', 'scenario', 'verschil'],
      [
        [
          'rechthebbenden',
          count(priced.before.entitled),
          count(priced.after.entitled),
          signed(count(priced.after.entitled - priced.before.entitled)),
        ],
        row('bij volledige take-up', (cost) => cost.fullCents),
        row('bij huidige take-up', (cost) => cost.currentCents),
        row('bij verwachte take-up', (cost) => cost.projectedCents),
      ],
    ),
    '',
    textTable(
      ['wie wint en wie verliest', 'personen', 'euro'],
      priced.changes.map((c) => [changeLabels.get(c.change_no)!, count(c.persons), change(c.cents)]),
    ),
    '',
    groupTable('referteloon', wageBandLabels, priced.byWageBand),
    '',
    groupTable('gewerkte breuk', fractionBandLabels, priced.byFraction),
  ];
  if (priced.drift) {
    const {growthE4, unchanged, proposed} = priced.drift;
    lines.push(
      '',
      `Stijgen de lonen ${percentage(growthE4)}, dan ${verb(unchanged.leaving, 'verliest', 'verliezen')} bij gelijke grenzen ${people(unchanged.leaving)} het recht door loonstijging alleen (kost dan ${amount(unchanged.cost.fullCents)}); met de voorgestelde grenzen ${verb(proposed.leaving, 'verliest', 'verliezen')} ${people(proposed.leaving)} het en ${verb(proposed.entering, 'krijgt', 'krijgen')} ${people(proposed.entering)} het (kost dan ${amount(proposed.cost.fullCents)}).`,
    );
  }
  return lines.join('\n');
}

const verb = (n: number, one: string, many: string): string => (n === 1 ? one : many);
const people = (n: number): string => (n === 1 ? '1 persoon' : `${count(n)} personen`);

function groupTable(title: string, labels: readonly string[], rows: readonly GroupRow[]): string {
  const persons = (band: number, changes: readonly number[]): string =>
    count(
      rows
        .filter((r) => r.band_no === band && changes.includes(r.change_no))
        .reduce((sum, r) => sum + r.persons, 0),
    );
  const cents = (band: number): bigint =>
    rows.filter((r) => r.band_no === band).reduce((sum, r) => sum + r.cents, 0n);
  const bands = [...new Set(rows.map((r) => r.band_no))];
  return textTable(
    [title, 'verliest', 'gelijk', 'wint', 'verliest recht', 'krijgt recht', 'euro'],
    bands.map((band) => [
      labels[band] ?? String(band),
      persons(band, [-1, -2]),
      persons(band, [0]),
      persons(band, [1, 2]),
      persons(band, [-3]),
      persons(band, [3]),
      change(cents(band)),
    ]),
  );
}

function pathText({path, payments}: Simulation): string {
  return [
    'Meerjarenpad: dezelfde mensen en breuken, lonen groeien elk jaar; een jaar zonder eigen wet krijgt de laatste aangenomen wet.',
    textTable(
      [
        'scenario',
        'loongroei',
        'refertejaar',
        'wet van',
        'rechthebbenden',
        'recht',
        'bij huidige take-up',
        'bij verwachte take-up',
      ],
      path.map((row) => [
        row.scenario,
        percentage(row.growthE4),
        String(row.reference_year),
        String(row.law_of),
        count(row.cost.entitled),
        amount(row.cost.fullCents),
        amount(row.cost.currentCents),
        amount(row.cost.projectedCents),
      ]),
    ),
    '',
    'Verwachte uitbetalingen per kalenderjaar: elk jaar na het refertejaar betaalt het deel dat het tot nu toe gemiddeld betaalde.',
    textTable(
      ['scenario', 'loongroei', 'kalenderjaar', 'uitbetaling'],
      payments.map((row) => [
        row.scenario,
        percentage(row.growthE4),
        String(row.calendar_year),
        amount(row.cents),
      ]),
    ),
  ].join('\n');
}

const costJson = (cost: Cost): object => ({
  entitled: cost.entitled,
  full_eur: eurText(cost.fullCents),
  current_eur: eurText(cost.currentCents),
  projected_eur: eurText(cost.projectedCents),
});

const changeJson = (row: ChangeRow): object => ({
  change: changeLabels.get(row.change_no),
  persons: row.persons,
  eur: eurText(row.cents),
});

/** A simulation for machines: amounts as decimal text, so that no cent passes through a binary fraction. */
export function simulationJson(result: Simulation): object {
  return {
    reference_year: result.year,
    as_of: result.as_of,
    baseline: result.baseline,
    engine_seconds: Number(result.engineSeconds.toFixed(3)),
    scenarios: result.priced.map((p) => ({
      scenario: p.scenario,
      title: p.title,
      sentences: p.sentences,
      before: costJson(p.before),
      after: costJson(p.after),
      difference: {
        entitled: p.after.entitled - p.before.entitled,
        full_eur: eurText(p.after.fullCents - p.before.fullCents),
        current_eur: eurText(p.after.currentCents - p.before.currentCents),
        projected_eur: eurText(p.after.projectedCents - p.before.projectedCents),
      },
      changes: p.changes.map(changeJson),
      by_wage_band: p.byWageBand.map((row) => ({wage_band: wageBandLabels[row.band_no], ...changeJson(row)})),
      by_work_fraction: p.byFraction.map((row) => ({
        work_fraction: fractionBandLabels[row.band_no],
        ...changeJson(row),
      })),
      ...(p.drift
        ? {
            wage_drift: {
              growth_percent: p.drift.growthE4 / 100,
              leaving_if_bounds_stay: p.drift.unchanged.leaving,
              leaving_with_proposed_bounds: p.drift.proposed.leaving,
              cost_if_bounds_stay: costJson(p.drift.unchanged.cost),
              cost_with_proposed_bounds: costJson(p.drift.proposed.cost),
            },
          }
        : {}),
    })),
    path: result.path.map((row) => ({
      scenario: row.scenario,
      growth_percent: row.growthE4 / 100,
      reference_year: row.reference_year,
      law_of: row.law_of,
      ...costJson(row.cost),
    })),
    payments: result.payments.map((row) => ({
      scenario: row.scenario,
      growth_percent: row.growthE4 / 100,
      calendar_year: row.calendar_year,
      expected_eur: eurText(row.cents),
    })),
  };
}
