import {count, euro, euroShort, shortDay, signed} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import type {Figure, PageContext, Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {curves} from '../charts/curves.js';
import {stacks} from '../charts/stacks.js';
import {waterfall} from '../charts/waterfall.js';
import {length, ofYear} from '../pick.js';
import {colours, dashes, narrow} from '../theme.js';
import {turned} from '../turned.js';
import {listed, plural} from '../words.js';

/** The identity of the desk, month by month. */
export function identity({data, choice}: PageContext): Figure {
  const rows = ofYear(data.right, choice.year);
  const last = rows.at(-1);
  return {
    id: 'recht-per-maand',
    title: 'Recht = uitbetaald + open + vervallen, elke maand',
    finding: last
      ? `Op het einde van elke getoonde maand klopt de som tot op de cent: ${euro(num(last, 'entitled_eur').toFixed(2))} recht over ${choice.year}.`
      : `Over ${choice.year} is er nog geen recht.`,
    table: {
      caption: `Refertejaar ${choice.year}, met de bedragen zoals vandaag gekend`,
      columns: [
        {key: 'month_ends_on', label: 'Einde van', kind: 'day'},
        {key: 'entitled_eur', label: 'Recht', kind: 'euro'},
        {key: 'paid_eur', label: 'Uitbetaald op het recht', kind: 'euro'},
        {key: 'open_registered_eur', label: 'Rekening gekend, nog te betalen', kind: 'euro'},
        {key: 'open_unregistered_eur', label: 'Wacht op een rekening', kind: 'euro'},
        {key: 'lapsed_eur', label: 'Vervallen', kind: 'euro'},
        {key: 'open_deceased_eur', label: 'Waarvan open van wie overleed', kind: 'euro'},
        {key: 'beyond_eur', label: 'Te veel betaald', kind: 'euro'},
        {key: 'without_right_eur', label: 'Betaald zonder recht', kind: 'euro'},
      ],
      rows: rows.slice(-13),
    },
    notes: [
      'Recht = uitbetaald op het recht + nog te betalen + wacht op een rekening + vervallen. Uitbetaald komt uit de betaalbestanden, open uit de dossiers. Wat te veel of zonder recht betaald is, staat apart en gaat nergens af. Wat open is van wie overleed, zit in de kolommen ervoor.',
      'De laatste dertien regels. Een maand waarin enkele mensen een rekening kregen of betaald werden, is samengenomen met de volgende.',
    ],
  };
}

/** What was due, when it was paid, and what is still to come of it. */
export function runOff({data}: PageContext): Figure {
  const paid = data.paid ?? [];
  const ahead = data.ahead ?? [];
  const open = data.open ?? [];
  const calendarYears = [...new Set([...paid, ...ahead].map((row) => num(row, 'paid_year')))].sort(
    (a, b) => a - b,
  );
  const rows = [...open]
    .sort((a, b) => num(a, 'reference_year') - num(b, 'reference_year'))
    .map((row): Row => {
      const year = num(row, 'reference_year');
      const past = ofYear(paid, year);
      const coming = ofYear(ahead, year);
      const hidden = past.filter((p) => isHidden(p, 'paid_eur')).map((p) => `p${num(p, 'paid_year')}`);
      return {
        reference_year: year,
        entitled_eur: row.entitled_eur ?? null,
        ...Object.fromEntries(past.map((p) => [`p${num(p, 'paid_year')}`, p.paid_eur ?? null])),
        open_eur: num(row, 'open_registered_eur') + num(row, 'open_unregistered_eur'),
        ...Object.fromEntries(coming.map((c) => [`e${num(c, 'paid_year')}`, c.expected_eur ?? null])),
        lapse_eur: coming[0]?.lapse_eur ?? null,
        rest_eur: coming[0]?.rest_eur ?? null,
        lapsed_eur: row.lapsed_eur ?? null,
        hidden: hidden.join(' '),
      };
    });
  const sum = (key: string): number => rows.reduce((total, row) => total + length(row, key), 0);
  const coming = calendarYears
    .filter((year) => ahead.some((row) => row.paid_year === year))
    .map((year) => ({year, eur: sum(`e${year}`)}));
  return {
    id: 'uitloop',
    title: 'Waar het recht naartoe gaat: betaald, verwacht of vervallen',
    finding:
      coming.length > 0
        ? `Over alle refertejaren samen wordt van wat open staat naar raming nog ${listed(coming.map(({year, eur}) => `${euroShort(eur)} in ${year}`))} betaald; ${euroShort(sum('lapse_eur'))} vervalt.`
        : 'Er wordt geen betaling meer verwacht op wat vandaag open staat.',
    description:
      'Gestapelde staven per refertejaar: betaald, nog verwacht, zonder geraamde betaling, en vervallen of naar raming vervallen.',
    chart: (width) =>
      stacks(
        rows.map((row) => ({
          label: String(row.reference_year),
          parts: [
            {
              label: 'betaald',
              colour: colours.paid,
              value: calendarYears.reduce((total, year) => total + length(row, `p${year}`), 0),
            },
            {
              label: 'nog verwacht',
              colour: colours.registered,
              value: coming.reduce((total, {year}) => total + length(row, `e${year}`), 0),
            },
            {
              label: 'betaling niet geraamd',
              colour: colours.missing,
              value: length(row, 'rest_eur'),
            },
            {
              label: 'vervalt of verviel',
              colour: colours.quiet,
              value: length(row, 'lapse_eur') + length(row, 'lapsed_eur'),
            },
          ],
        })),
        width,
        euroShort,
      ),
    isTableOpen: true,
    table: {
      caption: 'Per refertejaar: het recht, wat elk kalenderjaar betaalde en wat nog komt',
      ...turned(
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        [
          {key: 'entitled_eur', label: 'Recht', kind: 'euro'},
          ...calendarYears
            .filter((year) => paid.some((row) => row.paid_year === year))
            .map((year) => ({key: `p${year}`, label: `Betaald in ${year}`, kind: 'euro' as const})),
          {key: 'open_eur', label: 'Open', kind: 'euro'},
          ...coming.map(({year}) => ({key: `e${year}`, label: `Verwacht in ${year}`, kind: 'euro' as const})),
          {key: 'rest_eur', label: 'Betaling niet geraamd', kind: 'euro'},
          {key: 'lapse_eur', label: 'Vervalt naar raming', kind: 'euro'},
          {key: 'lapsed_eur', label: 'Al vervallen', kind: 'euro'},
        ],
        rows,
      ),
    },
    notes: [
      'Open = rekening gekend en nog niet betaald, plus wat op een rekening wacht. Er kan dus meer verwacht worden dan ‘Nog te betalen’ bovenaan: dat telt alleen wie vandaag een rekening heeft, in één refertejaar. Vervalt naar raming: wat op een rekening wacht, zonder wie zich volgens de pagina Prognose nog registreert. Verwacht: de betalingen aan wie een rekening heeft of er naar raming een krijgt. Betaling niet geraamd: wie een rekening heeft of krijgt, en in de vroegere jaren ook na de langste tijd nog niet betaald was; met een gekende rekening vervalt het recht niet. Terugvorderingen staan apart en gaan van het betaalde niet af.',
    ],
  };
}

/** Why the cost changed from one reference year to the next. */
export function bridge({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.bridge, choice.year)].sort((a, b) => num(a, 'step_no') - num(b, 'step_no'));
  const steps = rows.filter((row) => num(row, 'step_no') > 0 && num(row, 'step_no') < 5);
  const largest = [...steps].sort(
    (a, b) => Math.abs(num(b, 'change_eur')) - Math.abs(num(a, 'change_eur')),
  )[0];
  const difference = num(rows.at(-1), 'level_eur') - num(rows[0], 'level_eur');
  return {
    id: 'kostenbrug',
    title: `Waarom de kost veranderde sinds refertejaar ${choice.year - 1}`,
    finding: largest
      ? `De kost ${difference >= 0 ? 'steeg' : 'daalde'} met ${euroShort(Math.abs(difference))}; de grootste stap is ${text(largest, 'step').toLowerCase()} (${signed(euroShort(num(largest, 'change_eur')))}).`
      : `Voor refertejaar ${choice.year} is er geen vorig jaar om mee te vergelijken.`,
    ...(rows.length > 0
      ? {
          description: 'Waterval van de kost van vorig jaar naar die van dit jaar in vier stappen.',
          chart: (width: number) =>
            waterfall(
              rows.map((row) => {
                const isTotal = num(row, 'step_no') === 0 || num(row, 'step_no') === 5;
                return {
                  label: text(row, 'step'),
                  from: isTotal ? 0 : num(row, 'level_eur') - num(row, 'change_eur'),
                  to: num(row, 'level_eur'),
                  isTotal,
                };
              }),
              width,
              euroShort,
            ),
        }
      : {}),
    table: {
      caption: 'Stap voor stap; de stappen tellen op tot het verschil, tot op de cent',
      columns: [
        {key: 'step', label: 'Stap', kind: 'text'},
        {key: 'change_eur', label: 'Verandering', kind: 'euro'},
        {key: 'level_eur', label: 'Stand', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'Kost: het recht van mensen met een gekende rekening. Eerst verandert het aantal mensen, dan wie zij zijn en wat zij verdienen, dan de regels, dan de take-up; een andere volgorde geeft andere stappen. Een jaar waarvan de campagne nog loopt, heeft minder tijd gehad.',
    ],
  };
}

/** The payment calendar: files expected and files made. */
export function calendar({data, choice}: PageContext): Figure {
  const rows = ofYear(data.weeks, choice.year);
  const ahead = rows.filter((row) => row.is_future === true);
  const expected = ahead.reduce(
    (sum, row) => sum + (Number.isNaN(num(row, 'expected_eur')) ? 0 : num(row, 'expected_eur')),
    0,
  );
  // the axis is time: weeks in which nothing was expected or paid have no row
  const weekOf = (row: Row): number => Date.parse(text(row, 'week_starts_on')) / weekMs;
  const drawn = rows.slice(0, 30);
  const points = (key: string, keep: (row: Row) => boolean): {x: number; y: number}[] =>
    drawn.flatMap((row) =>
      keep(row) && !Number.isNaN(num(row, key)) ? [{x: weekOf(row), y: num(row, key)}] : [],
    );
  return {
    id: 'betaalkalender',
    title: 'Verwachte en werkelijke betalingen per week',
    finding:
      expected > 0
        ? `De komende weken wordt nog ${ahead.some((row) => isHidden(row, 'expected_eur')) ? 'minstens ' : ''}${euroShort(expected)} aan eerste betalingen verwacht.`
        : 'Er worden geen eerste betalingen meer verwacht van wie vandaag een rekening heeft.',
    description: 'Twee lijnen per week: wat verwacht werd en wat betaald is.',
    chart: (width) =>
      curves(
        [
          {
            label: 'betaald',
            colour: colours.paid,
            isBold: true,
            points: points('actual_eur', (row) => row.is_future !== true),
          },
          {
            label: 'verwacht',
            colour: colours.registered,
            isBold: false,
            dash: dashes[1],
            points: points('expected_eur', () => true),
          },
        ].filter((curve) => curve.points.length > 0),
        width,
        {
          xLabel: 'week van',
          yFormat: euroShort,
          xTicks: ticksOf(drawn, width < narrow ? 3 : 6).map(weekOf),
          xFormat: (week) => shortDay(new Date(Math.round(week * weekMs)).toISOString()),
        },
      ),
    table: {
      caption: 'Eerste betalingen per week',
      columns: [
        {key: 'week_starts_on', label: 'Week van', kind: 'day'},
        {key: 'expected_persons', label: 'Verwacht', kind: 'count'},
        {key: 'expected_eur', label: 'Verwacht bedrag', kind: 'euro'},
        {key: 'actual_persons', label: 'Betaald', kind: 'count'},
        {key: 'actual_eur', label: 'Betaald bedrag', kind: 'euro'},
      ],
      // of a week to come nothing is known yet, which is not nothing
      rows: rows.map(
        (row): Row => (row.is_future === true ? {...row, actual_persons: null, actual_eur: null} : row),
      ),
    },
    notes: [
      'Alleen eerste betalingen aan wie een brief en een rekening heeft. In ‘Nog te betalen’ bovenaan zit ook wat mensen zonder brief nog krijgen, en wat als bijbetaling nog komt.',
      'Verwacht: zoveel dagen na brief en rekening als de mediaan van het jaar. Wie langer wacht, staat in de week na vandaag. Een streepje staat bij een week die nog moet komen.',
      ...(drawn.some((row) => isHidden(row, 'actual_eur'))
        ? [
            'Over een week die iets over enkele mensen zou verraden, loopt een stippellijn; in de tabel staat x.',
          ]
        : []),
      ...(rows.length > drawn.length
        ? [`De figuur toont de eerste ${drawn.length} weken; de tabel toont ze alle.`]
        : []),
    ],
  };
}

const weekMs = 7 * 86_400_000;

/** At most so many rows at equal distances, the first among them. */
const ticksOf = (rows: readonly Row[], most: number): readonly Row[] => {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, i) => i % step === 0);
};

export function files({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.files, choice.year)].sort((a, b) =>
    text(b, 'ordered_on').localeCompare(text(a, 'ordered_on')),
  );
  const wrong = rows.filter((row) => num(row, 'difference_eur') !== 0);
  return {
    id: 'betaalbestanden',
    title: 'Elk betaalbestand naast de dossiers',
    finding:
      wrong.length === 0
        ? `Elk van de ${count(rows.length)} betaalbestanden over ${choice.year} staat volledig op dossiers.`
        : `${count(wrong.length)} van de ${count(rows.length)} betaalbestanden over ${choice.year} ${plural(wrong.length, 'staat', 'staan')} niet volledig op dossiers.`,
    table: {
      caption: 'Per bestand, nieuwste eerst; ten hoogste veertig, en elk bestand met een verschil',
      columns: [
        {key: 'payment_file', label: 'Bestand', kind: 'text'},
        {key: 'ordered_on', label: 'Opdracht', kind: 'day'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'executed_eur', label: 'Uitgevoerd', kind: 'euro'},
        {key: 'returned_eur', label: 'Teruggekeerd', kind: 'euro'},
        {key: 'waiting_eur', label: 'Nog niet uitgevoerd', kind: 'euro'},
        {key: 'on_dossiers_eur', label: 'Op een dossier', kind: 'euro'},
        {key: 'difference_eur', label: 'Verschil', kind: 'euro'},
      ],
      rows: [...wrong, ...rows.filter((row) => !wrong.includes(row)).slice(0, 40)],
    },
  };
}

export function provisions({data}: PageContext): Figure {
  const names: Readonly<Record<string, string>> = {objections: 'Bezwaren', recoveries: 'Terugvorderingen'};
  const rows = [...(data.provisions ?? [])]
    .map((row): Row => ({...row, label: names[text(row, 'provision')] ?? text(row, 'provision')}))
    .sort((a, b) => num(b, 'reference_year') - num(a, 'reference_year'));
  const ofKind = (kind: string): Row[] => rows.filter((row) => row.provision === kind);
  return {
    id: 'provisies',
    title: 'Provisie voor bezwaren en terugvorderingen',
    finding: `${provisionSaid(ofKind('objections'), {
      none: 'Er staan geen bezwaren open',
      known: (eur) => `Open bezwaren kosten naar vroegere uitkomsten nog ${eur}`,
      unknown: 'Wat open bezwaren nog kosten, is niet te zeggen',
    })} ${provisionSaid(ofKind('recoveries'), {
      none: 'Er is niets terug te vorderen',
      known: (eur) => `Van wat te veel betaald is, komt naar vroegere uitkomsten nog ${eur} terug`,
      unknown: 'Wat van te veel betaalde bedragen terugkomt, is niet te zeggen',
    })}`,
    isTableOpen: true,
    table: {
      caption: 'Open gevallen, kans en steekproef',
      columns: [
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'label', label: 'Soort', kind: 'text'},
        {key: 'open_cases', label: 'Open gevallen', kind: 'count'},
        {key: 'decided_cases', label: 'Gevallen achter de kans', kind: 'count'},
        {key: 'success_share', label: 'Kans', kind: 'percent'},
        {key: 'mean_eur', label: 'Gemiddeld bedrag', kind: 'euro'},
        {key: 'provision_eur', label: 'Provisie', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'De kans en het gemiddelde komen uit het refertejaar en alle jaren ervoor.',
      'Minder dan 5 besliste gevallen of bijbetalingen, of minder dan 5 met dezelfde uitkomst onder minder dan honderd, zijn te weinig historiek: dan is er geen kans of gemiddelde, en voor wat open staat geen provisie.',
    ],
  };
}

interface ProvisionWords {
  readonly none: string;
  readonly known: (eur: string) => string;
  readonly unknown: string;
}

/** What one kind of provision comes to, and which years it leaves out: an unknown amount is not zero. */
function provisionSaid(rows: readonly Row[], words: ProvisionWords): string {
  const open = rows.filter((row) => isHidden(row, 'open_cases') || num(row, 'open_cases') > 0);
  if (open.length === 0) return `${words.none}.`;
  const known = open.filter((row) => !Number.isNaN(num(row, 'provision_eur')));
  const years = (of: readonly Row[]): string =>
    listed(of.map((row) => String(num(row, 'reference_year'))).sort());
  const few = open.filter((row) => isHidden(row, 'open_cases'));
  const short = open.filter((row) => !known.includes(row) && !few.includes(row));
  const reasons = [
    ...(short.length > 0 ? [`te weinig historiek over ${years(short)}`] : []),
    ...(few.length > 0 ? [`te weinig personen over ${years(few)}`] : []),
  ].join(', ');
  if (known.length === 0) return `${words.unknown}: ${reasons}.`;
  const total = known.reduce((sum, row) => sum + num(row, 'provision_eur'), 0);
  return `${words.known(euroShort(total))}${reasons === '' ? '' : ` (niet meegeteld: ${reasons})`}.`;
}

/** How large the amounts are. */
export function distribution({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.amounts, choice.year)].sort((a, b) => num(a, 'from_eur') - num(b, 'from_eur'));
  const largest = [...rows].sort((a, b) => length(b, 'persons') - length(a, 'persons'))[0];
  return {
    id: 'bedragen',
    title: 'Hoe groot de bedragen zijn',
    finding: largest
      ? `De grootste${rows.some((row) => isHidden(row, 'persons')) ? ' getoonde' : ''} groep rechthebbenden over ${choice.year} (${count(num(largest, 'persons'))}) heeft recht op ${euroShort(num(largest, 'from_eur'))} tot ${euroShort(num(largest, 'from_eur') + 50)}.`
      : `Over ${choice.year} is er niemand met recht.`,
    description: 'Staven met het aantal rechthebbenden per groep van vijftig euro.',
    chart: (width) =>
      bars(
        rows.map((row) => ({
          label: `vanaf ${euroShort(num(row, 'from_eur'))}`,
          value: length(row, 'persons'),
          colour: colours.entitled,
        })),
        width,
        count,
      ),
    table: {
      caption: 'Rechthebbenden per groep van 50 euro',
      columns: [
        {key: 'from_eur', label: 'Vanaf euro', kind: 'count'},
        {key: 'persons', label: 'Rechthebbenden', kind: 'count'},
      ],
      rows,
    },
  };
}
