import {count, euro, euroShort, percent, signed} from '../../src/format.js';
import {num} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {curves} from '../charts/curves.js';
import {ofYear, shownOr} from '../pick.js';
import {colours, dashes} from '../theme.js';

/** What a raise costs in bonus: the slope of the taper and every jump, with the people near it. */
export default page({
  title: 'Hoeveel bonus kost een loonsverhoging?',
  menu: 'Promotieval',
  order: 65,
  lead: 'Wie meer verdient, verliest stap voor stap de bonus, en aan de grens de rest in één keer. Hier staat hoe steil dat gaat, waar de sprongen liggen en hoeveel mensen er dichtbij zijn.',
  filters: ['year'],
  rows: {
    schedule: (db) => db.selectFrom('published.wage_schedule').selectAll(),
    schedules: (db) => db.selectFrom('published.schedules').selectAll(),
    jumps: (db) => db.selectFrom('published.wage_jumps').selectAll(),
  },
  keys: ({data, choice}) => {
    const jumps = ofYear(data.jumps, choice.year);
    const steepest = [...ofYear(data.schedules, choice.year)].sort(
      (a, b) => num(b, 'marginal_rate_e6') - num(a, 'marginal_rate_e6'),
    )[0];
    const last = jumps.at(-1);
    return [
      {
        label: 'In de afbouw',
        value: rateOf(steepest),
        detail: `van elke extra bruto euro gaat af van de bonus${partOfYear(steepest)}`,
      },
      {
        label: 'Sprong aan de grens',
        value: euro(num(last, 'drop_eur').toFixed(2)),
        detail: `valt weg boven ${euro(num(last, 'jump_eur_per_month').toFixed(2))} per maand`,
      },
      {
        label: 'Tot 50 euro onder een sprong',
        value: count(
          jumps.reduce(
            (sum, row) => sum + (Number.isNaN(num(row, 'below_50')) ? 0 : num(row, 'below_50')),
            0,
          ),
        ),
        detail: 'rechthebbenden, bij hun gemiddelde referteloon',
      },
    ];
  },
  figures: (context) => [amounts(context), rates(context), near(context), trend(context)],
});

function amounts({data, choice}: PageContext): Figure {
  const rows = ofYear(data.schedule, choice.year);
  const jumps = ofYear(data.jumps, choice.year);
  const points = [
    ...rows.map((row) => ({x: num(row, 'wage_eur'), y: num(row, 'payable_eur')})),
    ...jumps.flatMap((row) => [
      {x: num(row, 'jump_eur_per_month'), y: num(row, 'before_eur')},
      {x: num(row, 'jump_eur_per_month') + 0.01, y: num(row, 'after_eur')},
    ]),
  ].sort((a, b) => a.x - b.x);
  const crowd = rows
    .filter((row) => !isHidden(row, 'persons'))
    .map((row) => ({x: num(row, 'wage_eur'), y: num(row, 'persons')}));
  const schedules = ofYear(data.schedules, choice.year);
  const [from, to] = [num(rows[0], 'wage_eur'), num(rows.at(-1), 'wage_eur')];
  // with two schedules in a year each is drawn as if it held all year
  const halves =
    schedules.length > 1
      ? [...schedules]
          .sort((a, b) => num(a, 'from_quarter') - num(b, 'from_quarter'))
          .map((row, i) => ({
            label: `kwartaal ${num(row, 'from_quarter')}–${num(row, 'to_quarter')}`,
            colour: i === 0 ? colours.other : colours.paid,
            isBold: false,
            dash: dashes[i + 1]!,
            points: [
              {x: from, y: num(row, 'max_eur') + num(row, 'supplement_eur')},
              {x: num(row, 'lower_eur'), y: num(row, 'max_eur') + num(row, 'supplement_eur')},
              {x: num(row, 'upper_eur'), y: num(row, 'end_eur') + num(row, 'supplement_eur')},
              {x: num(row, 'upper_eur'), y: 0},
              {x: to, y: 0},
            ],
          }))
      : [];
  return {
    id: 'bedrag-langs-loon',
    title: 'Het jaarbedrag bij elk loon, met elke sprong',
    finding:
      jumps.length === 0
        ? `In ${choice.year} heeft het barema geen sprong.`
        : `In ${choice.year} valt er ${jumps.map((row) => `${euro(num(row, 'drop_eur').toFixed(2))} weg boven ${euro(num(row, 'jump_eur_per_month').toFixed(2))}`).join(' en ')} per maand, bij één cent meer loon.`,
    description:
      'Lijn van het jaarbedrag van een voltijdse werknemer naar referteloon; sprongen zijn pijlen loodrecht naar beneden; eronder hoeveel mensen elk loon hebben.',
    chart: (width) =>
      curves([{label: 'te betalen', colour: colours.registered, isBold: true, points}, ...halves], width, {
        jumps: jumps.map((row) => ({
          x: num(row, 'jump_eur_per_month'),
          from: num(row, 'before_eur'),
          to: num(row, 'after_eur'),
          label: signed(euro((-num(row, 'drop_eur')).toFixed(2))),
        })),
        density: {label: 'mensen per loon', points: crowd},
        xLabel: 'voltijds refertemaandloon in euro',
        yFormat: euroShort,
        xFormat: count,
        shape: 'straight',
      }),
    table: {
      caption: `Sprongen in refertejaar ${choice.year}`,
      columns: [
        {key: 'jump_eur_per_month', label: 'Laatste loon ervoor', kind: 'euro'},
        {key: 'before_eur', label: 'Net ervoor', kind: 'euro'},
        {key: 'after_eur', label: 'Net erna', kind: 'euro'},
        {key: 'drop_eur', label: 'Sprong', kind: 'euro'},
      ],
      rows: jumps,
    },
    isTableOpen: true,
    notes: [
      'Voor wie het hele jaar voltijds werkt aan hetzelfde loon. De toeslag hangt aan het recht: wie onder het minimum zakt of boven de grens komt, verliest ook die.',
      'Een sprong is geteld tot op de cent, van het laatste loon ervoor naar het eerste erna: net ervoor is de afbouw nog niet helemaal ten einde.',
      ...(ofYear(data.schedules, choice.year).length > 1
        ? [
            'In dit jaar gelden twee barema’s, elk voor een half jaar; de stippellijnen tonen elk barema alsof het heel het jaar gold. Het jaarbedrag is de som van de helften; de laatste sprong ligt daarom waar de som onder het minimum zakt.',
          ]
        : []),
    ],
  };
}

/** The quarters that a schedule holds for, where it is not the whole year. */
const partOfYear = (schedule: Row | undefined): string => {
  const [from, to] = [num(schedule, 'from_quarter'), num(schedule, 'to_quarter')];
  return to - from < 3 ? `, in kwartaal ${from} tot ${to}` : '';
};

/** What of an extra euro goes off the bonus, the same wherever it is said. */
const rateOf = (schedule: Row | undefined): string => percent(num(schedule, 'marginal_rate_e6') / 1e6, 2);

function rates({data, choice}: PageContext): Figure {
  const schedules = [...ofYear(data.schedules, choice.year)].sort(
    (a, b) => num(a, 'from_quarter') - num(b, 'from_quarter'),
  );
  const all = ofYear(data.schedule, choice.year);
  const from = num(all[0], 'wage_eur');
  const to = num(all.at(-1), 'wage_eur');
  const name = (row: Row): string => `kwartaal ${num(row, 'from_quarter')}–${num(row, 'to_quarter')}`;
  // a rate holds from one limit to the other, which is no row of wages of which one may be missing
  const corners = (row: Row): [number, number][] => {
    const [lower, upper, rate] = [
      num(row, 'lower_eur'),
      num(row, 'upper_eur'),
      num(row, 'marginal_rate_e6') / 1e6,
    ];
    return [
      [from, 0],
      [lower, 0],
      [lower, rate],
      [upper, rate],
      [upper, 0],
      [to, 0],
    ];
  };
  return {
    id: 'marginale-druk',
    title: 'De marginale druk van de jobbonus',
    finding: schedules
      .map(
        (row) =>
          `Van een extra bruto euro tussen ${euroShort(num(row, 'lower_eur'))} en ${euroShort(num(row, 'upper_eur'))} gaat ${rateOf(row)} af van de bonus (${name(row)})`,
      )
      .join('. ')
      .concat('.'),
    description: 'Traplijnen: het deel van een extra bruto euro dat van de bonus afgaat, naar referteloon.',
    chart: (width) =>
      curves(
        schedules.map((row, i) => ({
          label: schedules.length > 1 ? name(row) : 'jobbonus',
          colour: i === 0 ? colours.registered : colours.missing,
          isBold: i === 0,
          ...(i === 0 ? {} : {dash: dashes[1]}),
          points: corners(row).map(([x, y]) => ({x, y})),
        })),
        width,
        {
          xLabel: 'voltijds refertemaandloon in euro',
          shape: 'straight',
          yFormat: (value) => percent(value, 0),
          xFormat: count,
        },
      ),
    table: {
      caption: 'Barema’s van het jaar',
      columns: [
        {key: 'period', label: 'Kwartalen', kind: 'text'},
        {key: 'lower_eur', label: 'Onderste grens', kind: 'euro'},
        {key: 'upper_eur', label: 'Eerste loon zonder bonus', kind: 'euro'},
        {key: 'max_eur', label: 'Maximum', kind: 'euro'},
        {key: 'end_eur', label: 'Einde afbouw', kind: 'euro'},
        {key: 'supplement_eur', label: 'Toeslag', kind: 'euro'},
        {key: 'rate', label: 'Marginale druk', kind: 'written'},
      ],
      rows: schedules.map(
        (row): Row => ({
          ...row,
          period: `${num(row, 'from_quarter')}–${num(row, 'to_quarter')}`,
          rate: rateOf(row),
        }),
      ),
    },
    isTableOpen: true,
    notes: [
      'Voltijds: verlies aan jaarbonus gedeeld door twaalf maanden extra loon. Een positief percentage is een verlies. Wie deeltijds werkt, verliest van elke extra euro hetzelfde deel. Sprongen staan apart en zijn niet in de lijn uitgesmeerd.',
      'Alleen het deel van de jobbonus: werkbonus, belasting en andere premies komen er nog bij.',
    ],
  };
}

const distances = [
  {key: 'below_200', label: 'tot 200 euro onder'},
  {key: 'below_100', label: 'tot 100 euro onder'},
  {key: 'below_50', label: 'tot 50 euro onder'},
  {key: 'above_50', label: 'tot 50 euro boven'},
  {key: 'above_100', label: 'tot 100 euro boven'},
  {key: 'above_200', label: 'tot 200 euro boven'},
] as const;

function near({data, choice}: PageContext): Figure {
  const jumps = ofYear(data.jumps, choice.year);
  const row = jumps.at(-1);
  return {
    id: 'wie-dichtbij',
    title: 'Hoeveel mensen dicht bij de laatste sprong zitten',
    finding: row
      ? `${shownOr(row, 'below_50', count)} rechthebbenden zitten minder dan 50 euro per maand onder de sprong bij ${euro(num(row, 'jump_eur_per_month').toFixed(2))}: een kleine verhoging kan hun ${euro(num(row, 'drop_eur').toFixed(2))} kosten.`
      : 'Er is geen sprong, dus niemand zit er dichtbij.',
    description: 'Staven met het aantal personen op een afstand tot 50, 100 en 200 euro van de sprong.',
    chart: (width) =>
      bars(
        distances.map(({key, label}) => ({
          label,
          value: Number.isNaN(num(row, key)) ? 0 : num(row, key),
          ...(row ? {shown: shownOr(row, key, count)} : {}),
          colour: key.startsWith('below') ? colours.missing : colours.other,
        })),
        width,
        count,
      ),
    table: {
      caption: 'Personen op een afstand van elke sprong van het jaar',
      columns: [
        {key: 'jump_eur_per_month', label: 'Sprong boven', kind: 'euro'},
        ...distances.map(({key, label}) => ({key, label, kind: 'count' as const})),
      ],
      rows: jumps,
    },
    isTableOpen: true,
    notes: [
      'Onder de sprong: rechthebbenden. Boven de sprong: iedereen die aan de andere voorwaarden voldoet. Geteld naar het gemiddelde referteloon van het jaar, omgerekend naar voltijds.',
    ],
  };
}

function trend({data}: PageContext): Figure {
  const rows = [...(data.jumps ?? [])].sort(
    (a, b) =>
      num(a, 'reference_year') - num(b, 'reference_year') ||
      num(a, 'jump_eur_per_month') - num(b, 'jump_eur_per_month'),
  );
  const years = [...new Set(rows.map((row) => num(row, 'reference_year')))];
  // the last jump of a year, where the right itself ends
  const ends = years.map((year) => ofYear(rows, year).at(-1)!);
  const [before, last] = [ends.at(-2), ends.at(-1)];
  const near = (row: Row): string => shownOr(row, 'below_50', count);
  return {
    id: 'sprongen-per-jaar',
    title: 'De sprongen over de jaren',
    finding: last
      ? `In ${num(last, 'reference_year')} zitten ${near(last)} rechthebbenden minder dan 50 euro onder de laatste sprong${before ? `, tegenover ${near(before)} in ${num(before, 'reference_year')}` : ''}; de grootste sprong van alle jaren is ${euro(Math.max(0, ...rows.map((row) => num(row, 'drop_eur'))).toFixed(2))}.`
      : 'Geen enkel jaar heeft een sprong.',
    description: 'Staven per jaar: rechthebbenden tot 50, 100 en 200 euro onder de laatste sprong.',
    chart: (width) =>
      bars(
        ends.flatMap((row) =>
          ([50, 100, 200] as const).map((distance) => ({
            label: `${num(row, 'reference_year')} tot ${distance} euro`,
            value: Number.isNaN(num(row, `below_${distance}`)) ? 0 : num(row, `below_${distance}`),
            shown: shownOr(row, `below_${distance}`, count),
            colour: distance === 50 ? colours.missing : colours.other,
          })),
        ),
        width,
        count,
      ),
    isTableOpen: true,
    table: {
      caption: 'Sprongen per refertejaar',
      columns: [
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'jump_eur_per_month', label: 'Laatste loon ervoor', kind: 'euro'},
        {key: 'drop_eur', label: 'Sprong', kind: 'euro'},
        {key: 'below_50', label: 'Tot 50 euro eronder', kind: 'count'},
        {key: 'below_100', label: 'Tot 100 euro eronder', kind: 'count'},
        {key: 'below_200', label: 'Tot 200 euro eronder', kind: 'count'},
      ],
      rows,
    },
  };
}
