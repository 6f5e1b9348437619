import {count, euro, euroShort, signed} from '../../src/format.js';
import {type AheadRow, expectedPayments} from '../../src/simulation/payments.js';
import {num} from '../../src/site/arrow-rows.js';
import {hiddenSign} from '../../src/site/cells.js';
import {
  type Control,
  type Figure,
  type PageContext,
  type PageData,
  type Provenance,
  page,
  type Row,
} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {curves} from '../charts/curves.js';
import {winnersByWage} from '../figures/wage-bands.js';
import {length, ofYear, shownOr} from '../pick.js';
import {colours, dashes} from '../theme.js';

/** The sliders: the parameter of the law, its column in the grid of steps, and where it stands today. */
const sliders = [
  {
    name: 'ondergrens',
    column: 'lower_step',
    label: 'Onderste loongrens',
    unit: 'euro per maand',
    now: (row: Row | undefined) => num(row, 'lower_eur'),
  },
  {
    name: 'bovengrens',
    column: 'last_step',
    label: 'Bovenste loongrens',
    unit: 'euro per maand',
    now: (row: Row | undefined) => num(row, 'upper_eur'),
  },
  {
    name: 'maximum',
    column: 'max_step',
    label: 'Maximum',
    unit: 'euro per jaar',
    now: (row: Row | undefined) => num(row, 'max_eur'),
  },
  {
    name: 'bodem',
    column: 'floor_step',
    label: 'Bodem: einde afbouw en minimum',
    unit: 'euro per jaar',
    now: (row: Row | undefined) => num(row, 'end_eur'),
  },
  {
    name: 'toeslag',
    column: 'supplement_step',
    label: 'Vaste toeslag',
    unit: 'euro per jaar',
    now: (row: Row | undefined) => num(row, 'supplement_eur'),
  },
] as const;

/** The bands of change; colours say worse, same, better. */
const bands = [
  {key: 'leaving', label: 'Verliest het recht', colour: colours.missing},
  {key: 'losing_much', label: 'Verliest meer dan 100 euro', colour: colours.missing},
  {key: 'losing', label: 'Verliest tot 100 euro', colour: colours.missing},
  {key: 'same', label: 'Blijft gelijk', colour: colours.other},
  {key: 'gaining', label: 'Wint tot 100 euro', colour: colours.paid},
  {key: 'gaining_much', label: 'Wint meer dan 100 euro', colour: colours.paid},
  {key: 'entering', label: 'Krijgt het recht', colour: colours.paid},
] as const;

/** What another schedule costs and who wins or loses: every position of the sliders was priced person by person. */
export default page({
  title: 'Wat als de grenzen of de bedragen veranderen?',
  menu: 'Hervormingslab',
  order: 60,
  lead: 'Verschuif de loongrenzen, het maximum, de bodem en de toeslag. Kosten, winnaars en verliezers volgen meteen; elke stand is vooraf persoon per persoon berekend. Geraamd is alleen wat nog moet komen: de verwachte take-up en de latere jaren. Een getal tussen twee stappen gaat naar de dichtstbijzijnde.',
  filters: [],
  controls: ({grid, schedules}) => controlsOf(grid ?? [], schedules ?? []),
  rows: {
    grid: (db) => db.selectFrom('published.reform_grid').selectAll().where('wage_band_no', '=', -1),
    byWage: (db) =>
      db
        .selectFrom('published.reform_grid')
        .select([
          ...sliders.map(({column}) => column),
          'wage_band_no',
          ...bands.map(({key}) => key),
          'mean_change_eur',
        ])
        .where('wage_band_no', '>=', 0),
    schedules: (db) => db.selectFrom('published.schedules').selectAll(),
    crowd: (db) =>
      db.selectFrom('published.wage_schedule').select(['reference_year', 'wage_eur', 'persons', 'hidden']),
    path: (db) => db.selectFrom('published.reform_path').selectAll(),
    runOff: (db) => db.selectFrom('published.run_off').selectAll(),
    ahead: (db) => db.selectFrom('published.outflow_ahead').selectAll(),
  },
  keys: (context) => {
    const {now, reform} = chosen(context);
    const difference = num(reform, 'payable_cents') - num(now, 'payable_cents');
    const more = num(reform, 'entitled') - num(now, 'entitled');
    return [
      {
        label: 'Bij volledige take-up',
        value: euroCents(reform, 'payable_cents'),
        detail: besideToday(change(difference)),
      },
      {
        label: 'Rechthebbenden',
        value: shownOr(reform, 'entitled', count),
        detail: besideToday(plus(more, context.provenance)),
      },
      {
        label: 'Bij huidige take-up',
        value: euroCents(reform, 'current_cents'),
        detail: besideToday(change(num(reform, 'current_cents') - num(now, 'current_cents'))),
      },
      {
        label: 'Bij verwachte take-up',
        value: euroCents(reform, 'projected_cents'),
        detail: besideToday(change(num(reform, 'projected_cents') - num(now, 'projected_cents'))),
      },
    ];
  },
  figures: (context) => [
    winners(context),
    byWage(context),
    schedule(context),
    changes(context),
    path(context),
    stop(context),
  ],
});

/** The schedule that holds at the end of the latest year: what the fields show. */
const latest = (rows: readonly Row[], year: number): Row | undefined =>
  [...ofYear(rows, year)].sort((a, b) => num(b, 'to_quarter') - num(a, 'to_quarter'))[0];

function controlsOf(grid: readonly Row[], schedules: readonly Row[]): Control[] {
  const law = latest(schedules, num(grid[0], 'reference_year'));
  if (!law) return [];
  return sliders.map(({name, column, label, unit, now}) => {
    const steps = [...new Set(grid.map((row) => num(row, column)))].sort((a, b) => a - b);
    return {
      name,
      label,
      unit,
      min: now(law) + steps[0]!,
      max: now(law) + steps.at(-1)!,
      step: (steps[1] ?? 1) - (steps[0] ?? 0),
      initial: now(law),
    };
  });
}

interface Chosen {
  readonly law: Row | undefined;
  readonly now: Row | undefined;
  readonly reform: Row | undefined;
  readonly steps: readonly number[];
  readonly year: number;
}

function chosen({data, choice}: {data: PageData; choice: PageContext['choice']}): Chosen {
  const grid = data.grid ?? [];
  const year = num(grid[0], 'reference_year');
  const law = latest(data.schedules ?? [], year);
  const steps = sliders.map(({name, now}) => Math.round((choice.numbers?.[name] ?? now(law)) - now(law)));
  const at = (wanted: readonly number[]): Row | undefined =>
    grid.find((row) => sliders.every(({column}, i) => num(row, column) === wanted[i]));
  return {law, now: at(steps.map(() => 0)), reform: at(steps), steps, year};
}

function winners(context: PageContext): Figure {
  const {reform, year} = chosen(context);
  const sum = (keys: readonly string[]): number =>
    keys.reduce((total, key) => total + (Number.isNaN(num(reform, key)) ? 0 : num(reform, key)), 0);
  const rows = bands.map(
    ({key, label}): Row => ({
      label,
      persons: reform?.[key] ?? null,
      hidden: isHiddenIn(reform, key) ? 'persons' : '',
    }),
  );
  return {
    id: 'winnaars',
    title: 'Wie wint en wie verliest',
    finding: isChanged(context)
      ? `Van wie over ${year} recht heeft of krijgt, gaan ongeveer ${count(sum(['gaining', 'gaining_much', 'entering']))} personen erop vooruit en ${count(sum(['leaving', 'losing_much', 'losing']))} erop achteruit; voor ${count(sum(['same']))} blijft alles gelijk.`
      : `Zoals de schuiven nu staan verandert er niets: ${count(sum(['same']))} mensen houden over ${year} hetzelfde recht. Verschuif er een om te zien wie wint en wie verliest.`,
    description: 'Staven met het aantal personen per groep van verandering in euro.',
    chart: (width) =>
      bars(
        bands.map(({key, label, colour}) => ({
          label,
          colour,
          value: Number.isNaN(num(reform, key)) ? 0 : num(reform, key),
          ...(isHiddenIn(reform, key) ? {shown: 'x'} : {}),
        })),
        width,
        count,
      ),
    table: {
      caption: 'Personen per groep van verandering in hun recht',
      columns: [
        {key: 'label', label: 'Verandering', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
      ],
      rows,
    },
    notes: [
      'Aantallen op een tiental, zodat het verschil tussen twee standen nooit over enkele mensen gaat; ze tellen daarom niet precies op.',
      'Groepen in euro: een percentage van een klein bedrag zegt weinig. Wie het recht verliest of krijgt, staat apart.',
    ],
  };
}

function byWage(context: PageContext): Figure {
  const {steps, year} = chosen(context);
  const rows = (context.data.byWage ?? []).filter((row) =>
    sliders.every(({column}, i) => num(row, column) === steps[i]),
  );
  return winnersByWage(rows, isChanged(context), year);
}

/** Whether a slider stands elsewhere than the law of today. */
const isChanged = (context: PageContext): boolean => chosen(context).steps.some((step) => step !== 0);

const isHiddenIn = (row: Row | undefined, key: string): boolean =>
  String(row?.hidden ?? '')
    .split(' ')
    .includes(key);

function schedule(context: PageContext): Figure {
  const {law, steps, year} = chosen(context);
  const now = sliders.map((slider) => slider.now(law));
  const reform = now.map((value, i) => value + steps[i]!);
  const from = Math.min(now[0]!, reform[0]!) - 150;
  const to = Math.max(now[1]!, reform[1]!) + 150;
  const line = ([lower, upper, max, end, supplement]: readonly number[]): {x: number; y: number}[] => [
    {x: from, y: max! + supplement!},
    {x: lower!, y: max! + supplement!},
    {x: upper!, y: end! + supplement!},
    {x: upper!, y: 0},
    {x: to, y: 0},
  ];
  const hasProposal = isChanged(context);
  const crowd = ofYear(context.data.crowd, year)
    .filter((row) => !Number.isNaN(num(row, 'persons')))
    .map((row) => ({x: num(row, 'wage_eur'), y: num(row, 'persons')}));
  return {
    id: 'barema',
    title: 'Het bedrag bij elk loon',
    finding: hasProposal
      ? `Wie voltijds werkt, krijgt tot ${euroShort(reform[0]!)} per maand ${euroShort(reform[2]! + reform[4]!)}, en vanaf ${euroShort(reform[1]!)} valt de laatste ${euroShort(reform[3]! + reform[4]!)} weg.`
      : `Vandaag krijgt wie voltijds werkt tot ${euroShort(now[0]!)} per maand ${euroShort(now[2]! + now[4]!)}, en vanaf ${euroShort(now[1]!)} valt de laatste ${euroShort(now[3]! + now[4]!)} weg.`,
    description:
      'Twee lijnen: het jaarbedrag van een voltijdse werknemer naar referteloon, vandaag en in het voorstel, met de sprong als pijl; eronder hoeveel mensen elk loon hebben.',
    chart: (width) =>
      curves(
        [
          {label: 'vandaag', colour: colours.quiet, isBold: false, dash: dashes[1], points: line(now)},
          ...(hasProposal
            ? [{label: 'voorstel', colour: colours.registered, isBold: true, points: line(reform)}]
            : []),
        ],
        width,
        {
          xLabel: 'voltijds refertemaandloon in euro',
          yFormat: euroShort,
          shape: 'straight',
          xFormat: count,
          xDomain: [from, to],
          density: {label: 'mensen per loon', points: crowd},
          jumps: (hasProposal ? [now, reform] : [now]).map(([, upper, , end, supplement]) => ({
            x: upper!,
            from: end! + supplement!,
            to: 0,
            label: signed(euroShort(-(end! + supplement!))),
          })),
        },
      ),
    table: {
      caption: `De bedragen van refertejaar ${year}${ofYear(context.data.schedules, year).length > 1 ? ', tweede jaarhelft' : ''}`,
      columns: [
        {key: 'label', label: 'Wat', kind: 'text'},
        {key: 'now', label: 'Vandaag', kind: 'euro'},
        {key: 'proposal', label: 'Voorstel', kind: 'euro'},
        {key: 'difference', label: 'Verschil', kind: 'euro'},
      ],
      rows: sliders.map(
        ({label}, i): Row => ({label, now: now[i]!, proposal: reform[i]!, difference: steps[i]!}),
      ),
    },
    notes: [
      'De bovenste loongrens is hier het eerste loon zonder bonus, een cent boven het laatste dat nog recht geeft. De bodem verschuift het einde van de afbouw en het voltijdse minimum samen.',
    ],
  };
}

function changes(context: PageContext): Figure {
  const {now, reform, year} = chosen(context);
  const row = (label: string, key: string): Row => ({
    label,
    now: num(now, key) / 100,
    proposal: num(reform, key) / 100,
    difference: (num(reform, key) - num(now, key)) / 100,
    hidden: [
      ...(isHiddenIn(now, key) ? ['now', 'difference'] : []),
      ...(isHiddenIn(reform, key) ? ['proposal', 'difference'] : []),
    ].join(' '),
  });
  return {
    id: 'kosten',
    title: 'Wat het kost, tot op de cent',
    finding: isHiddenIn(reform, 'payable_cents')
      ? 'Deze stand verschilt door te weinig mensen van een andere: het bedrag is afgeschermd.'
      : !isChanged(context)
        ? `Vandaag kost de jobbonus over ${year} ${euroCents(now, 'payable_cents')}, als iedereen zich registreert.`
        : `Het voorstel kost over ${year} ${euroCents(reform, 'payable_cents')}, ${change(num(reform, 'payable_cents') - num(now, 'payable_cents'))} tegenover vandaag, als iedereen zich registreert.`,
    isTableOpen: true,
    table: {
      caption: 'Kosten bij volledige, huidige en verwachte take-up',
      columns: [
        {key: 'label', label: 'Take-up', kind: 'text'},
        {key: 'now', label: 'Vandaag', kind: 'euro'},
        {key: 'proposal', label: 'Voorstel', kind: 'euro'},
        {key: 'difference', label: 'Verschil', kind: 'euro'},
      ],
      rows: [
        row('Volledige take-up', 'payable_cents'),
        row('Huidige take-up', 'current_cents'),
        row('Verwachte take-up', 'projected_cents'),
      ],
    },
    notes: [
      'Elke stand van de schuiven is berekend met dezelfde regels als de uitbetaling, voor werknemers en grensarbeiders samen, en pas daarna opgeteld; deze pagina kent geen personen. De opdracht jobbonus simulate geeft dezelfde bedragen, tot op de cent, en rekent ook standen tussen de stappen.',
      'Wie nog geen recht had, krijgt een vaste trekking: dezelfde persoon registreert zich in elk voorstel, of in geen. Gedrag verandert niet mee: het is de eerste, statische stap.',
      'De jobbonus plus blijft ongewijzigd.',
      'Verwachte take-up: per leeftijd en gewerkte breuk komt dit refertejaar zo ver als het vorige vandaag staat. Zo kan elk voorstel op dezelfde manier geraamd worden. De pagina Prognose raamt alleen de wet van vandaag, week na week tot de uiterste dag en met een marge; haar bedrag verschilt daarom van dit.',
      'Twee standen van één schuif kunnen van elkaar afgetrokken worden. Waar dat over te weinig mensen zou gaan, is de stand die het verst van vandaag ligt afgeschermd (x).',
    ],
  };
}

/** Growth of wages a year as the table and the lines name it. */
const growthOf = (row: Row): string => `${num(row, 'growth_e4') / 100}%`;

/** Five years under stated growth of wages, with the bounds where they are. */
function path({data}: PageContext): Figure {
  const rows = [...(data.path ?? [])]
    .filter((row) => row.reform === 'grenzen blijven')
    .sort(
      (a, b) =>
        num(a, 'reference_year') - num(b, 'reference_year') || num(a, 'growth_e4') - num(b, 'growth_e4'),
    );
  const growths = [...new Set(rows.map(growthOf))];
  const years = [...new Set(rows.map((row) => num(row, 'reference_year')))];
  const at = (year: number, growth: string): Row | undefined =>
    rows.find((row) => row.reference_year === year && growthOf(row) === growth);
  const [first, last] = [years[0] ?? 0, years.at(-1) ?? 0];
  const middle = growths[1] ?? growths[0] ?? '';
  const euros = (row: Row | undefined): number => num(row, 'payable_cents') / 100;
  return {
    id: 'vijf-jaar',
    title: 'Vijf jaar vooruit als de grenzen blijven staan',
    finding: `Bij een loongroei van ${middle} per jaar daalt het recht van ${euroShort(euros(at(first, middle)))} over ${first} naar ${euroShort(euros(at(last, middle)))} over ${last}, en het aantal rechthebbenden van ${shownOr(at(first, middle), 'entitled', count)} naar ${shownOr(at(last, middle), 'entitled', count)}.`,
    description: 'Een lijn per loongroei: het recht per refertejaar, vijf jaar lang.',
    chart: (width) =>
      curves(
        growths.map((growth, i) => ({
          label: `loongroei ${growth}`,
          colour: growth === middle ? colours.registered : colours.other,
          isBold: growth === middle,
          dash: dashes[i]!,
          points: years.map((year) => ({x: year, y: euros(at(year, growth))})),
        })),
        width,
        {xLabel: 'refertejaar', yFormat: euroShort, shape: 'straight', xTicks: years, xFormat: String},
      ),
    isTableOpen: true,
    table: {
      caption: 'Recht en rechthebbenden per refertejaar en loongroei, bij volledige take-up',
      columns: [
        {key: 'year', label: 'Refertejaar', kind: 'text'},
        {key: 'law_of', label: 'Wet van', kind: 'text'},
        ...growths.map((growth) => ({
          key: `eur ${growth}`,
          label: `Recht bij ${growth}`,
          kind: 'euros' as const,
        })),
        ...growths.map((growth) => ({
          key: `n ${growth}`,
          label: `Personen bij ${growth}`,
          kind: 'count' as const,
        })),
      ],
      rows: years.map(
        (year): Row => ({
          year,
          law_of: at(year, middle)?.law_of ?? null,
          ...Object.fromEntries(growths.map((growth) => [`eur ${growth}`, euros(at(year, growth))])),
          ...Object.fromEntries(growths.map((growth) => [`n ${growth}`, at(year, growth)?.entitled ?? null])),
        }),
      ),
    },
    notes: [
      'De schuiven veranderen dit pad niet: het rekent met de wet zoals ze is.',
      'Aannames: dezelfde mensen, dezelfde gewerkte tijd, elk loon groeit even snel, de grenzen en bedragen blijven staan. Een vooruitblik, dus afgerond: bedragen op duizend euro, personen op een tiental.',
      'Een voorstel over meer jaren, of met de aangenomen wet van latere jaren, rekent jobbonus simulate.',
    ],
  };
}

/** Ending the scheme does not end its payments. */
function stop({data, provenance}: PageContext): Figure {
  const growthE4 = 200;
  const rows = (data.path ?? []).filter((row) => row.growth_e4 === growthE4);
  const paid = (data.runOff ?? []).filter(
    (row) => !Number.isNaN(num(row, 'paid_eur')) && !Number.isNaN(num(row, 'entitled_eur')),
  );
  const running = Number(provenance.asOf.slice(0, 4)) + (provenance.asOf.endsWith('-12-31') ? 1 : 0);
  const payments = expectedPayments(
    rows.map((row) => ({
      scenario: String(row.reform),
      growthE4,
      reference_year: num(row, 'reference_year'),
      fullCents: BigInt(num(row, 'payable_cents')),
    })),
    paid.map((row) => ({
      reference_year: num(row, 'reference_year'),
      paid_year: num(row, 'paid_year'),
      entitled_cents: Math.round(num(row, 'entitled_eur') * 100),
      paid_cents: Math.round(num(row, 'paid_eur') * 100),
    })),
    running - 1,
    aheadOf(data, running),
  );
  const reckoned = [...new Set(payments.map((payment) => payment.calendar_year))].sort((a, b) => a - b);
  const of = (reform: string, year: number): number => {
    const payment = payments.find((p) => p.scenario === reform && p.calendar_year === year);
    // to a thousand euro, as the path it comes from
    return payment ? Math.round(Number(payment.cents) / 100_000) * 1000 : 0;
  };
  const lastRight = Math.min(...rows.map((row) => num(row, 'reference_year')));
  // a year pays first what the year before it gave right to: beyond the path there is no such year
  const lastWhole = Math.max(...rows.map((row) => num(row, 'reference_year'))) + 1;
  const years = reckoned.filter((year) => year <= lastWhole || of('stopzetting', year) > 0);
  const staying = years.filter((year) => year <= lastWhole);
  const after = years.reduce((total, year) => total + of('stopzetting', year), 0);
  return {
    id: 'stopzetting',
    title: 'Wat er nog betaald wordt als de jobbonus stopt',
    finding: `Is ${lastRight} het laatste refertejaar, dan wordt vanaf begin ${years[0] ?? ''} nog ${euroShort(after)} betaald op rechten die er al zijn.`,
    description: 'Twee lijnen: betalingen per kalenderjaar als de regeling blijft en als ze stopt.',
    chart: (width) =>
      curves(
        [
          {
            label: 'blijft',
            colour: colours.other,
            isBold: false,
            dash: dashes[1],
            points: staying.map((year) => ({x: year, y: of('grenzen blijven', year)})),
          },
          {
            label: 'stopt',
            colour: colours.missing,
            isBold: true,
            points: years.map((year) => ({x: year, y: of('stopzetting', year)})),
          },
        ],
        width,
        {xLabel: 'kalenderjaar', yFormat: euroShort, shape: 'straight', xTicks: years, xFormat: String},
      ),
    isTableOpen: true,
    table: {
      caption: 'Betalingen per kalenderjaar, gedaan en verwacht, bij een loongroei van 2% per jaar',
      columns: [
        {key: 'year', label: 'Kalenderjaar', kind: 'text'},
        {key: 'stays', label: 'Regeling blijft', kind: 'euros'},
        {key: 'stops', label: `Stopt na refertejaar ${lastRight}`, kind: 'euros'},
      ],
      rows: years.map(
        (year): Row => ({
          year,
          stays: staying.includes(year) ? of('grenzen blijven', year) : null,
          stops: of('stopzetting', year),
        }),
      ),
    },
    notes: [
      'De schuiven veranderen ook deze figuur niet.',
      `Refertejaren waarvan de brieven verstuurd zijn: wat in ${running} al betaald is en wat de pagina Budget er nog op verwacht. Latere refertejaren betalen elk jaar het deel dat Budget van het eerstvolgende verwacht, ook wat pas na een herinnering geregistreerd wordt.`,
      'De landing op de pagina Budget neemt het eerstvolgende refertejaar even groot als het laatste; hier groeien de lonen, en is het recht kleiner. De regeling die blijft verschilt daardoor van de landing.',
      `Wat de regeling die blijft na ${lastWhole} kost, hangt af van refertejaren die het pad niet meer rekent. Afgerond op duizend euro. De opdracht jobbonus simulate kent de verwachting van Budget niet: daar betaalt elk jaar het deel dat vroegere jaren gemiddeld betaalden.`,
    ],
  };
}

/** What calendar years from the running one on pay: paid so far, and what the budget still expects. */
function aheadOf({runOff = [], ahead = []}: PageData, running: number): AheadRow[] {
  const cents = (row: Row | undefined, key: string): number => Math.round(length(row, key) * 100);
  const years = [...new Set(ahead.map((row) => num(row, 'reference_year')))];
  return years.flatMap((year) => {
    const own = ofYear(ahead, year);
    const paidNow = ofYear(runOff, year).find((row) => row.paid_year === running);
    // a year that expects nothing more this year may have paid in it
    return [...new Set([running, ...own.map((row) => num(row, 'paid_year'))])].map((paidYear) => ({
      reference_year: year,
      paid_year: paidYear,
      is_due: own[0]!.is_due === true,
      due_cents: cents(own[0], 'due_eur'),
      cents:
        cents(
          own.find((row) => row.paid_year === paidYear),
          'expected_eur',
        ) + (paidYear === running ? cents(paidNow, 'paid_eur') : 0),
    }));
  });
}

const euroCents = (row: Row | undefined, key: string): string => {
  const cents = num(row, key);
  if (isHiddenIn(row, key)) return hiddenSign;
  return Number.isNaN(cents) ? '–' : euro((cents / 100).toFixed(2));
};
const shielded = 'verschil afgeschermd';
const besideToday = (difference: string): string =>
  difference === shielded ? shielded : `${difference} tegenover vandaag`;

const change = (cents: number): string =>
  Number.isNaN(cents) ? shielded : signed(euro((cents / 100).toFixed(2)));
/** A difference in persons; one below the smallest count that leaves is not told. */
const plus = (persons: number, {smallestCount}: Provenance): string =>
  Number.isNaN(persons)
    ? shielded
    : persons !== 0 && Math.abs(persons) < smallestCount
      ? `minder dan ${smallestCount} personen verschil`
      : signed(count(persons));
