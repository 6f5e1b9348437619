import {euroShort, longDay, months, percent, shortMonths} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import type {Figure, PageContext, Row, Rows} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {curves} from '../charts/curves.js';
import {stacks} from '../charts/stacks.js';
import {length} from '../pick.js';
import {colours, dashes, narrow} from '../theme.js';

const ofFiscal = (rows: Rows | undefined, fiscal: number, key = 'fiscal_year'): Rows =>
  (rows ?? []).filter((row) => row[key] === fiscal);

/** The budget year that pays a reference year first; for the latest one the year that is running. */
const fiscalOf = ({data, choice, provenance}: PageContext): number => {
  const isLatest = !(data.open ?? []).some((row) => num(row, 'reference_year') > choice.year);
  return isLatest ? Math.max(choice.year + 1, Number(provenance.asOf.slice(0, 4))) : choice.year + 1;
};

/** One of the two credits, burnt up month by month: this year, the year before, and what is still expected. */
export function burnUp(context: PageContext, appropriation: 'VAK' | 'VEK'): Figure {
  const {data} = context;
  const fiscal = fiscalOf(context);
  const key = appropriation === 'VAK' ? 'vak_sum_eur' : 'vek_sum_eur';
  const landing = ofFiscal(data.landing, fiscal)[0];
  const credit = num(landing, appropriation === 'VAK' ? 'vak_budget_eur' : 'vek_budget_eur');
  const path = (year: number, column: string): {x: number; y: number}[] =>
    ofFiscal(data.months, year)
      .filter((row) => !Number.isNaN(num(row, column)))
      .map((row) => ({x: num(row, 'month_no'), y: num(row, column)}));
  const done = [{x: 0, y: 0}, ...path(fiscal, key)];
  const last = done.at(-1)!;
  const ahead = appropriation === 'VEK' ? path(fiscal, 'expected_sum_eur') : [];
  const fan = (column: string): {x: number; y: number}[] => [last, ...path(fiscal, column)];
  const verb = appropriation === 'VAK' ? 'vastgelegd' : 'vereffend';
  const name = appropriation === 'VAK' ? 'vastleggingskrediet' : 'vereffeningskrediet';
  const reached = text(landing, 'vek_reached_on');
  const tail =
    appropriation === 'VEK' && ahead.length > 0
      ? ` De raming landt op ${euroShort(num(landing, 'landing_eur'))}, ${rangeOf(landing)}; naar die raming wordt het krediet ${reached === '' ? 'niet bereikt' : `bereikt op ${longDay(reached)}`}.`
      : appropriation === 'VEK' && landing
        ? ` Het krediet werd ${reached === '' ? 'niet bereikt' : `bereikt op ${longDay(reached)}`}.`
        : '';
  return {
    id: appropriation === 'VAK' ? 'vastleggingen' : 'betalingen-begrotingsjaar',
    title: `${appropriation === 'VAK' ? 'Vastleggingen' : 'Betalingen'} tegenover het krediet van ${fiscal}`,
    finding:
      last.x === 0
        ? `In begrotingsjaar ${fiscal} is nog niets ${verb}.`
        : `In ${fiscal} is ${euroShort(last.y)} ${verb}${credit > 0 ? `, ${percent(last.y / credit)} van het ${name} van ${euroShort(credit)}` : ''}.${tail}`,
    description: `Oplopende lijn van wat ${verb} is, met het krediet, het vorige jaar en de raming.`,
    chart: (width) =>
      curves(
        [
          {label: String(fiscal), colour: colours.paid, isBold: true, points: done},
          {
            label: String(fiscal - 1),
            colour: colours.quiet,
            isBold: false,
            points: [{x: 0, y: 0}, ...path(fiscal - 1, key)],
          },
          ...(credit > 0
            ? [
                {
                  label: 'krediet',
                  colour: colours.ink,
                  isBold: false,
                  dash: dashes[3],
                  points: [
                    {x: 0, y: credit},
                    {x: 12, y: credit},
                  ],
                },
              ]
            : []),
          ...(ahead.length > 0
            ? [
                {
                  label: 'raming',
                  colour: colours.paid,
                  isBold: false,
                  dash: dashes[1],
                  points: fan('expected_sum_eur'),
                },
                {
                  label: 'laag',
                  colour: colours.paid,
                  isBold: false,
                  dash: dashes[2],
                  points: fan('low_sum_eur'),
                },
                {
                  label: 'hoog',
                  colour: colours.paid,
                  isBold: false,
                  dash: dashes[2],
                  points: fan('high_sum_eur'),
                },
              ]
            : []),
        ].filter((curve) => curve.points.length > 1),
        width,
        {
          xLabel: 'einde van de maand',
          yFormat: euroShort,
          xDomain: [0, 12],
          xTicks: width < narrow ? [3, 6, 9, 12] : months.map((_, i) => i + 1),
          xFormat: (value) => shortMonths[value - 1] ?? '',
          shape: 'straight',
        },
      ),
    table: {
      caption: `Begrotingsjaar ${fiscal}, maand per maand, in het grootboek`,
      columns: [
        {key: 'month', label: 'Maand', kind: 'text'},
        {
          key: appropriation === 'VAK' ? 'vak_eur' : 'vek_eur',
          label: appropriation === 'VAK' ? 'Vastgelegd' : 'Vereffend',
          kind: 'euro',
        },
        {key, label: 'Samen', kind: 'euro'},
        ...(appropriation === 'VEK'
          ? ([
              {key: 'paid_eur', label: 'Volgens de betaalbestanden', kind: 'euro'},
              {key: 'difference_eur', label: 'Verschil', kind: 'euro'},
              {key: 'expected_eur', label: 'Nog verwacht', kind: 'euro'},
            ] as const)
          : []),
      ],
      rows: ofFiscal(data.months, fiscal).map(
        (row): Row => ({...row, month: months[num(row, 'month_no') - 1] ?? ''}),
      ),
    },
    notes:
      appropriation === 'VAK'
        ? ['VAK: vastleggingskrediet, wat in het jaar beloofd mag worden. De stand komt uit het grootboek.']
        : [
            'VEK: vereffeningskrediet, wat in het jaar betaald mag worden. De stand komt uit het grootboek en is per maand naast de betaalbestanden gelegd; een verschil blijft staan. De lopende maand wordt geboekt als ze voorbij is, en krijgt dan pas een verschil.',
            'De raming telt wie een rekening heeft en nog betaald moet worden, en wie zich naar de prognose nog registreert, elk met de vertraging tussen rekening en betaling die tot nu toe gezien is. Laag en hoog is de marge van 80% van de prognose. Het refertejaar waarvan de brieven nog moeten vertrekken volgt de vroegere jaren; laag en hoog zijn daar het traagste en het snelste.',
          ],
  };
}

/** Where the landing lies with eighty chances in a hundred. */
const rangeOf = (landing: Row | undefined): string =>
  Number.isNaN(num(landing, 'landing_low_eur'))
    ? 'zonder marge, want de historiek is onvoldoende'
    : `met 80 kansen op 100 tussen ${euroShort(num(landing, 'landing_low_eur'))} en ${euroShort(num(landing, 'landing_high_eur'))}`;

const sides = [
  {key: 'booked_eur', label: 'geboekt', colour: colours.other},
  {key: 'proposed_eur', label: 'voorstel', colour: colours.registered},
  {key: 'actual_eur', label: 'werkelijk', colour: colours.paid},
] as const;

const rangeSentence = (row: Row | undefined): string =>
  Number.isNaN(num(row, 'proposed_low_eur'))
    ? ' Voor een marge is de historiek onvoldoende.'
    : ` Met 80 kansen op 100 ligt het tussen ${euroShort(num(row, 'proposed_low_eur'))} en ${euroShort(num(row, 'proposed_high_eur'))}.`;

const layerColours = [colours.paid, colours.registered, colours.notified, colours.other, colours.entitled];

/** Payments inside each budget year, in layers of reference years: the two kinds of year never mix. */
export function layers({data}: PageContext): Figure {
  const paid = data.paid ?? [];
  const fiscals = [...new Set(paid.map((row) => num(row, 'paid_year')))].sort((a, b) => b - a);
  const years = [...new Set(paid.map((row) => num(row, 'reference_year')))].sort((a, b) => a - b);
  const rows = fiscals.map((fiscal): Row => {
    const of = ofFiscal(paid, fiscal, 'paid_year').map(
      (row) => [`y${num(row, 'reference_year')}`, row] as const,
    );
    return {
      fiscal_year: fiscal,
      ...Object.fromEntries(years.map((year) => [`y${year}`, 0])),
      ...Object.fromEntries(of.map(([key, row]) => [key, row.paid_eur ?? null])),
      hidden: of.flatMap(([key, row]) => (isHidden(row, 'paid_eur') ? [key] : [])).join(' '),
    };
  });
  const top = rows[0];
  const older = years.slice(0, -1).reduce((total, year) => total + length(top, `y${year}`), 0);
  return {
    id: 'lagen',
    title: 'Uit welk refertejaar de betalingen van een begrotingsjaar komen',
    finding: top
      ? `In ${num(top, 'fiscal_year')} ging ${top.hidden === '' ? '' : 'minstens '}${euroShort(older)} naar andere refertejaren dan ${years.at(-1)}.`
      : 'Er is nog niets betaald.',
    description: 'Gestapelde staven per begrotingsjaar, een laag per refertejaar.',
    chart: (width) =>
      stacks(
        rows.map((row) => ({
          label: String(row.fiscal_year),
          parts: years.map((year, i) => ({
            label: `refertejaar ${year}`,
            value: length(row, `y${year}`),
            colour: layerColours[i % layerColours.length]!,
          })),
        })),
        width,
        euroShort,
      ),
    table: {
      caption: 'Betalingen per begrotingsjaar en refertejaar',
      columns: [
        {key: 'fiscal_year', label: 'Begrotingsjaar', kind: 'text'},
        ...years.map((year) => ({key: `y${year}`, label: `Refertejaar ${year}`, kind: 'euro' as const})),
      ],
      rows,
    },
    notes: [
      'Dezelfde betalingen als in de figuur hierboven. Wat teruggevorderd werd, is er niet afgetrokken.',
    ],
  };
}

/** Landing, under-use and the carry-over account with the error of every earlier booking. */
export function landings({data}: PageContext): Figure {
  const rows = [...(data.landing ?? [])].sort((a, b) => num(b, 'fiscal_year') - num(a, 'fiscal_year'));
  const running = rows.find((row) => row.is_over === false) ?? rows[0];
  return {
    id: 'landing',
    title: 'Landing en onderbenutting per begrotingsjaar',
    finding: unusedSentence(running),
    isTableOpen: true,
    table: {
      caption: 'Van krediet tot onderbenutting',
      columns: [
        {key: 'fiscal_year', label: 'Begrotingsjaar', kind: 'text'},
        {key: 'vek_budget_eur', label: 'Krediet (VEK)', kind: 'euro'},
        {key: 'vek_realised_eur', label: 'Vereffend', kind: 'euro'},
        {key: 'landing_eur', label: 'Landing', kind: 'euro'},
        {key: 'landing_low_eur', label: 'Minstens (80%)', kind: 'euro'},
        {key: 'landing_high_eur', label: 'Hoogstens (80%)', kind: 'euro'},
        {key: 'accrual_eur', label: 'Overlopende rekening, geboekt', kind: 'euro'},
        {key: 'accrual_ahead_eur', label: 'Overlopende rekening, nog te boeken', kind: 'euro'},
        {key: 'unused_eur', label: 'Onderbenutting', kind: 'euro'},
        {key: 'vek_reached_on', label: 'Krediet bereikt op', kind: 'day'},
      ],
      rows,
    },
    notes: [
      'Onderbenutting = krediet − landing − overlopende rekening, geboekt en nog te boeken. Op de overlopende rekening komt op het einde van het jaar wat bij het jaar hoort maar later betaald wordt; in het jaar erna gaat het er weer af, met een min.',
      'De twee horen samen: een jaar dat de vorige boeking terugneemt, boekt op zijn einde een nieuwe. Zolang het jaar loopt, staat daarvoor het voorstel uit de volgende figuur.',
    ],
  };
}

/** What stays unused; never below zero without saying what that means. */
function unusedSentence(row: Row | undefined): string {
  const unused = num(row, 'unused_eur');
  const isOver = row?.is_over !== false;
  const year = num(row, 'fiscal_year');
  if (Number.isNaN(unused)) return `Voor begrotingsjaar ${year} is nog geen krediet bekend.`;
  if (unused < 0)
    return `Het vereffeningskrediet van ${year} ${isOver ? 'schoot' : 'schiet naar raming'} ${euroShort(-unused)} tekort, na de overlopende rekening: het recht is groter dan wat begroot is.`;
  return `${isOver ? 'Er bleef' : 'Naar raming blijft'} in ${year} ${euroShort(unused)} van het vereffeningskrediet ongebruikt, na de overlopende rekening${accountSaid(row)}.`;
}

/** What the account takes off and puts on a year that is running: neither is told without the other. */
function accountSaid(row: Row | undefined): string {
  const [booked, ahead] = [num(row, 'accrual_eur'), num(row, 'accrual_ahead_eur')];
  return booked < 0 && ahead > 0
    ? `: ${euroShort(-booked)} van het vorige jaar gaat eraf en ${euroShort(ahead)} komt er op het einde van het jaar naar raming weer bij`
    : '';
}

export function accruals({data}: PageContext): Figure {
  const rows = [...(data.accruals ?? [])].sort((a, b) => num(a, 'fiscal_year') - num(b, 'fiscal_year'));
  const done = rows.filter((row) => row.is_complete === true && !Number.isNaN(num(row, 'booked_error_eur')));
  const mean =
    done.reduce((sum, row) => sum + Math.abs(num(row, 'booked_error_eur')) / num(row, 'booked_eur'), 0) /
    done.length;
  const proposal = rows.findLast((row) => !Number.isNaN(num(row, 'proposed_eur')));
  return {
    id: 'overlopende-rekening',
    title: 'De overlopende rekening en haar fouten',
    finding: `Voorstel op het einde van ${num(proposal, 'fiscal_year')}: ${euroShort(num(proposal, 'proposed_eur'))}.${rangeSentence(proposal)}${done.length > 0 ? ` Vroegere boekingen zaten er gemiddeld ${percent(mean)} naast.` : ''}`,
    ...(done.length > 0
      ? {
          description: 'Staven per jaareinde: wat geboekt, voorgesteld en werkelijk betaald is.',
          chart: (width: number) =>
            bars(
              done.flatMap((row) =>
                sides
                  .filter(({key}) => !Number.isNaN(num(row, key)))
                  .map(({key, label, colour}) => ({
                    label: `${num(row, 'fiscal_year')} ${label}`,
                    value: Math.max(num(row, key), 0),
                    shown: euroShort(num(row, key)),
                    colour,
                  })),
              ),
              width,
              euroShort,
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: 'Geboekt, voorgesteld en werkelijk betaald, per jaareinde',
      columns: [
        {key: 'fiscal_year', label: 'Einde van', kind: 'text'},
        {key: 'booked_eur', label: 'Geboekt', kind: 'euro'},
        {key: 'proposed_eur', label: 'Voorstel', kind: 'euro'},
        {key: 'proposed_low_eur', label: 'Laag', kind: 'euro'},
        {key: 'proposed_high_eur', label: 'Hoog', kind: 'euro'},
        {key: 'actual_eur', label: 'Werkelijk tot nu', kind: 'euro'},
        {key: 'booked_error_eur', label: 'Fout boeking', kind: 'euro'},
        {key: 'booked_error_share', label: 'Fout boeking in %', kind: 'percent'},
        {key: 'proposed_error_eur', label: 'Fout voorstel', kind: 'euro'},
        {key: 'proposed_error_share', label: 'Fout voorstel in %', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'Het voorstel is de prognose van wie zich nog registreert, plus wie al een rekening had en nog niet betaald was, met alleen wat op die dag bekend was. Zolang er geen ander refertejaar is om van te leren, telt het alleen wie al een rekening had. Het doel is een fout van ten hoogste 2% na twee jaar historiek. Werkelijk is wat het jaar erna betaalde op rechten die er toen al waren; zolang dat jaar loopt, staat er geen fout. Een positieve fout belast het volgende jaar, een negatieve ontlast het.',
    ],
  };
}
