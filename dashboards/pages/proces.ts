import {count, euroShort, longDay, percent, shortMonths} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {cellText, isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {breaksIn, rulesAsked} from '../breaks.js';
import {bars} from '../charts/bars.js';
import {curves} from '../charts/curves.js';
import {stacks} from '../charts/stacks.js';
import {strips} from '../charts/strips.js';
import {largest, length, ofYear, shownOr, someHidden} from '../pick.js';
import {colours, dashes, narrow} from '../theme.js';
import {inSentence, monthOf} from '../words.js';

/** How long each step takes, who objects and what comes of it, and what is about to lapse. */
export default page({
  title: 'Hoe lang duurt elke stap, en wat dreigt te vervallen?',
  menu: 'Proces',
  order: 27,
  lead: 'De weg van brief tot betaling in dagen, de bezwaren en wat ze opleverden, de herberekeningen en de wettelijke termijnen.',
  filters: ['year'],
  rows: {
    rules: rulesAsked,
    steps: (db) => db.selectFrom('published.process').selectAll(),
    lags: (db) => db.selectFrom('published.payment_lags').selectAll(),
    blocks: (db) => db.selectFrom('published.payment_blocks').selectAll(),
    ages: (db) => db.selectFrom('published.objection_ages').selectAll(),
    objections: (db) => db.selectFrom('published.objections').selectAll(),
    monthly: (db) => db.selectFrom('published.objections_monthly').selectAll(),
    settled: (db) => db.selectFrom('published.settled_monthly').selectAll(),
    balances: (db) => db.selectFrom('published.recalculation').selectAll(),
    clocks: (db) => db.selectFrom('published.lapsing').selectAll(),
    files: (db) => db.selectFrom('published.payment_files').selectAll(),
  },
  keys: ({data, choice}) => {
    const step = (no: number): Row | undefined =>
      ofYear(data.steps, choice.year).find((row) => row.step_no === no);
    const next = stillToCome(data.clocks, ['registratie'])[0];
    const objections = ofYear(data.objections, choice.year);
    const open = objections.find((row) => row.outcome_no === 1);
    return [
      {
        label: 'Van brief en rekening tot betaling',
        value: `${cellText(step(2) ?? {}, 'median_days', 'count')} dagen`,
        detail: `de helft; ${cellText(step(2) ?? {}, 'p90_days', 'count')} dagen voor 9 op de 10`,
      },
      {
        label: 'Bezwaren nog niet beslist',
        value: open ? cellText(open, 'objections', 'count') : '0',
        detail: `over refertejaar ${choice.year}`,
      },
      {
        label: 'Vervalt eerst',
        value: next ? shownOr(next, 'amount_eur', euroShort) : 'niets',
        detail: next
          ? `${cellText(next, 'persons', 'count')} mensen zonder rekening over refertejaar ${num(next, 'reference_year')}, op ${longDay(text(next, 'last_day'))}`
          : 'geen open termijn',
      },
    ];
  },
  figures: (context) => [
    leadTimes(context),
    lags(context),
    blocks(context),
    objectionsFigure(context),
    objectionsMonthly(context),
    objectionAges(context),
    recalculated(context),
    lapsing(context),
    terms(context),
    files(context),
  ],
});

function leadTimes({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.steps, choice.year)].sort((a, b) => num(a, 'step_no') - num(b, 'step_no'));
  const drawn = rows.filter((row) => !Number.isNaN(num(row, 'p99_days')));
  const pay = drawn.find((row) => row.step_no === 2);
  const longest = num(pay, 'waiting') > 0 ? num(pay, 'longest_waiting_days') : Number.NaN;
  return {
    id: 'doorlooptijden',
    title: 'Doorlooptijd per stap',
    finding: pay
      ? `Met brief en rekening in orde volgt de betaling voor de helft binnen ${count(num(pay, 'median_days'))} dagen en voor 9 op de 10 binnen ${count(num(pay, 'p90_days'))}${Number.isNaN(longest) ? '' : `; wie er het langst op wacht, wacht al ${count(longest)} dagen`}.`
      : `Voor refertejaar ${choice.year} is nog geen stap vaak genoeg doorlopen.`,
    description:
      'Stroken per stap: de mediaan als punt, een dikke lijn tot 90%, een dunne tot 99% van de dossiers.',
    ...(drawn.length > 1
      ? {
          chart: (width: number) =>
            strips(
              drawn.map((row) => ({
                label: text(row, 'step'),
                median: num(row, 'median_days'),
                p90: num(row, 'p90_days'),
                p99: num(row, 'p99_days'),
              })),
              width,
              'dagen',
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: `Dagen per stap, refertejaar ${choice.year}`,
      columns: [
        {key: 'step', label: 'Stap', kind: 'text'},
        {key: 'persons', label: 'Doorlopen', kind: 'count'},
        {key: 'median_days', label: 'Helft binnen', kind: 'count'},
        {key: 'p90_days', label: '90% binnen', kind: 'count'},
        {key: 'p99_days', label: '99% binnen', kind: 'count'},
        {key: 'waiting', label: 'Wachtend', kind: 'count'},
        {key: 'longest_waiting_days', label: 'Langst wachtend', kind: 'count'},
      ],
      rows,
    },
    notes: [
      'Van brief tot rekening telt wie vandaag recht heeft en de rekening die nu geldt pas na de brief registreerde, of nog niet. Wie alleen van rekening veranderde of voor de brief overleed, telt hier mee; op Tijd en kanaal niet.',
      'Alleen wie de stap doorliep, telt in de dagen; wie nog wacht, staat ernaast. Het punt is de mediaan, de dikke lijn loopt tot 90%, de dunne tot 99%.',
      'Er is geen gemiddelde: enkele trage dossiers trekken het omhoog. De regelgeving legt geen norm per stap op.',
    ],
  };
}

function objectionsFigure({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.objections, choice.year)].sort(
    (a, b) => num(a, 'outcome_no') - num(b, 'outcome_no'),
  );
  const known = rows.filter((row) => !Number.isNaN(num(row, 'objections')));
  const total = known.reduce((sum, row) => sum + num(row, 'objections'), 0);
  const granted = known.find((row) => row.outcome_no === 2);
  return {
    id: 'bezwaren',
    title: 'Bezwaren naar uitkomst',
    finding:
      rows.length === 0
        ? `Over refertejaar ${choice.year} is geen bezwaar ingediend.`
        : granted
          ? `Van de ${count(total)} getoonde bezwaren over ${choice.year} zijn er ${count(num(granted, 'objections'))} volledig ingewilligd; dat leverde ${shownOr(granted, 'supplement_eur', euroShort)} bijbetaling op.`
          : `Er zijn te weinig volledig ingewilligde bezwaren over ${choice.year} om te tonen.`,
    description: 'Staven: aantal bezwaren per uitkomst.',
    ...(known.length > 1
      ? {
          chart: (width: number) =>
            bars(
              known.map((row) => ({
                label: text(row, 'outcome'),
                value: num(row, 'objections'),
                colour: row.outcome_no === 1 ? colours.missing : colours.registered,
                isOpen: row.outcome_no === 1,
              })),
              width,
              count,
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: `Bezwaren over refertejaar ${choice.year}`,
      columns: [
        {key: 'outcome', label: 'Uitkomst', kind: 'text'},
        {key: 'objections', label: 'Bezwaren', kind: 'count'},
        {key: 'in_time', label: 'Binnen de termijn', kind: 'count'},
        {key: 'median_days', label: 'Helft binnen (dagen)', kind: 'count'},
        {key: 'p90_days', label: '90% binnen', kind: 'count'},
        {key: 'longest_days', label: 'Langste', kind: 'count'},
        {key: 'supplement_eur', label: 'Bijbetaald', kind: 'euro'},
        {key: 'recovery_eur', label: 'Teruggevorderd', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'Bijbetaald en teruggevorderd is wat na het bezwaar voor die persoon en dat jaar is uitgevoerd; het ene wordt nooit van het andere afgetrokken.',
      'De bezwaartermijn is drie maanden vanaf de derde werkdag na verzending; feestdagen zijn geen werkdagen.',
    ],
  };
}

/** Months since the first of our era. */
const monthNo = (row: Row): number =>
  Number(text(row, 'month').slice(0, 4)) * 12 + Number(text(row, 'month').slice(5, 7));

function objectionsMonthly({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.monthly, choice.year)]
    .sort((a, b) => text(a, 'month').localeCompare(text(b, 'month')))
    .map((row): Row => ({...row, label: monthName(row)}));
  const busiest = rows.reduce<Row | undefined>(
    (best, row) => (num(row, 'received') > num(best ?? {received: 0}, 'received') ? row : best),
    undefined,
  );
  // the axis is time: a month without objections has no row
  const byMonth = new Map(rows.map((row) => [monthNo(row), row]));
  const isDotted = monthLines.some(({key}) => someHidden(rows, key));
  const [first, last] = [rows[0], rows.at(-1)].map((row) => (row ? monthNo(row) : 0)) as [number, number];
  const everyMonth = Array.from({length: last - first + 1}, (_, i) => first + i);
  return {
    id: 'bezwaren-per-maand',
    title: 'Bezwaren per maand',
    finding: busiest
      ? `De meeste ${someHidden(rows, 'received') ? 'getoonde ' : ''}bezwaren kwamen in ${text(busiest, 'label')}: ${count(num(busiest, 'received'))}.`
      : `In geen enkele maand kwamen genoeg bezwaren over ${choice.year} om te tonen.`,
    // two or three months are no course
    ...(rows.length > 3 && busiest
      ? {
          description: 'Drie lijnen per maand: ontvangen, beslist en ingewilligd.',
          chart: (width: number) =>
            curves(
              monthLines
                .map(({key, label, colour, dash}) => ({
                  label,
                  colour,
                  dash,
                  isBold: key === 'received',
                  points: everyMonth.flatMap((x) => {
                    const row = byMonth.get(x);
                    const y = row ? num(row, key) : 0;
                    return Number.isNaN(y) ? [] : [{x, y}];
                  }),
                }))
                .filter((line) => line.points.length > 0),
              width,
              {
                xLabel: 'maand',
                yFormat: count,
                xTicks: everyMonth.filter(
                  (_, i) => i % Math.ceil(everyMonth.length / (width < narrow ? 3 : 8)) === 0,
                ),
                xFormat: (value) => `${shortMonths[(value - 1) % 12]} ${Math.floor((value - 1) / 12)}`,
              },
            ),
        }
      : {}),
    table: {
      caption: `Bezwaren per maand over refertejaar ${choice.year}`,
      columns: [
        {key: 'label', label: 'Maand', kind: 'text'},
        {key: 'received', label: 'Ontvangen', kind: 'count'},
        {key: 'decided', label: 'Beslist', kind: 'count'},
        {key: 'granted', label: 'Ingewilligd', kind: 'count'},
      ],
      rows,
    },
    ...(rows.length > 3 &&
      isDotted && {
        notes: ['Over een maand die iets over enkele mensen zou verraden, loopt een stippellijn.'],
      }),
  };
}

const monthLines = [
  {key: 'received', label: 'ontvangen', colour: colours.missing, dash: dashes[0]},
  {key: 'decided', label: 'beslist', colour: colours.registered, dash: dashes[1]},
  {key: 'granted', label: 'ingewilligd', colour: colours.paid, dash: dashes[2]},
] as const;

/** How long what is not decided has been open. */
function objectionAges({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.ages, choice.year)].sort((a, b) => num(a, 'band_no') - num(b, 'band_no'));
  const oldest = rows.at(-1);
  const isNone = rows.every((row) => num(row, 'objections') === 0);
  return {
    id: 'bezwaren-leeftijd',
    title: 'Hoe lang open bezwaren wachten',
    finding: isNone
      ? `Over refertejaar ${choice.year} wacht geen enkel bezwaar op een beslissing.`
      : num(oldest, 'objections') === 0
        ? `Geen enkel bezwaar over ${choice.year} wacht langer dan 90 dagen op een beslissing.`
        : `${shownOr(oldest, 'objections', count)} bezwaren over ${choice.year} wachten al meer dan 90 dagen op een beslissing.`,
    isTableOpen: true,
    table: {
      caption: `Bezwaren over refertejaar ${choice.year} die nog niet beslist zijn`,
      columns: [
        {key: 'span', label: 'Dagen open', kind: 'text'},
        {key: 'objections', label: 'Bezwaren', kind: 'count'},
      ],
      rows,
    },
  };
}

/** How long after letter and account money came, and for whom it has not come. */
function lags({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.lags, choice.year)].sort((a, b) => num(a, 'band_no') - num(b, 'band_no'));
  const total = rows.reduce((sum, row) => sum + length(row, 'paid'), 0);
  const month = rows
    .filter((row) => num(row, 'band_no') <= 4)
    .reduce((sum, row) => sum + length(row, 'paid'), 0);
  return {
    id: 'betaalvertraging',
    title: 'Hoe lang na brief en rekening de betaling volgt',
    finding:
      total > 0
        ? `Van wie over ${choice.year} betaald is, kreeg ${percent(month / total)} het geld binnen 30 dagen na brief en rekening.`
        : `Over ${choice.year} is nog niemand betaald.`,
    description: 'Staven per aantal dagen: hoeveel mensen na zoveel dagen betaald zijn.',
    chart: (width) =>
      bars(
        rows.map((row) => ({
          label: `${text(row, 'span')} dagen`,
          value: length(row, 'paid'),
          shown: shownOr(row, 'paid', count),
          colour: num(row, 'band_no') <= 4 ? colours.paid : colours.other,
        })),
        width,
        count,
      ),
    isTableOpen: true,
    table: {
      caption: `Dagen sinds brief en rekening, refertejaar ${choice.year}`,
      columns: [
        {key: 'span', label: 'Dagen', kind: 'text'},
        {key: 'paid', label: 'Betaald na', kind: 'count'},
        {key: 'waiting', label: 'Wacht al', kind: 'count'},
      ],
      rows,
    },
  };
}

/** Registered and not paid: what holds it up. */
function blocks({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.blocks, choice.year)].sort(
    (a, b) => num(a, 'reason_no') - num(b, 'reason_no'),
  );
  const old = rows.reduce((sum, row) => sum + length(row, 'old'), 0);
  const most = largest(rows, 'old');
  return {
    id: 'geblokkeerd',
    title: 'Rekening gekend en toch niet betaald',
    finding:
      rows.length === 0
        ? `Iedereen met een brief en een rekening over ${choice.year} is betaald.`
        : old === 0
          ? 'Geen enkele groep die groot genoeg is om te tonen, wacht langer dan 30 dagen na brief en rekening.'
          : `${count(old)} mensen wachten langer dan 30 dagen na brief en rekening${most && num(most, 'old') > 0 ? `, de meesten ${someHidden(rows, 'old') ? 'van de getoonde groepen ' : ''}om deze reden: ${inSentence(text(most, 'reason'))}` : ''}.`,
    // where nobody waits that long, or is shielded, there is no bar to draw
    ...(old > 0 && rows.length > 1
      ? {
          description: 'Staven per reden: hoeveel mensen langer dan 30 dagen wachten.',
          chart: (width: number) =>
            bars(
              rows.map((row) => ({
                label: text(row, 'reason'),
                value: length(row, 'old'),
                shown: shownOr(row, 'old', count),
                colour: colours.missing,
              })),
              width,
              count,
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: `Wachtend op een betaling over refertejaar ${choice.year}, naar de eerste reden die past`,
      columns: [
        {key: 'reason', label: 'Reden', kind: 'text'},
        {key: 'persons', label: 'Wachtend', kind: 'count'},
        {key: 'old', label: 'Langer dan 30 dagen', kind: 'count'},
        {key: 'longest_days', label: 'Langst wachtend (dagen)', kind: 'count'},
        {key: 'open_eur', label: 'Open bedrag', kind: 'euro'},
      ],
      rows,
    },
    notes: ['Dagen sinds er een brief én een rekening was. Afgeschermde groepen tellen in de zin niet mee.'],
  };
}

const monthName = (row: Row): string => monthOf(text(row, 'month').slice(0, 7));

function recalculated({data, choice}: PageContext): Figure {
  const settled = ofYear(data.settled, choice.year).filter((row) => row.scheme === 'jobbonus');
  const sum = (rows: Rows): number =>
    rows.reduce(
      (total, row) => total + (Number.isNaN(num(row, 'amount_eur')) ? 0 : num(row, 'amount_eur')),
      0,
    );
  const paid = sum(settled.filter((row) => row.kind === 'supplement'));
  const back = sum(settled.filter((row) => row.kind === 'recovery'));
  const names: Readonly<Record<string, string>> = {
    employee: 'Werknemers',
    border: 'Grensarbeiders',
    combined: 'Gecombineerd',
    starter: 'Jobbonus plus',
  };
  const rows = ofYear(data.balances, choice.year).map(
    (row): Row => ({...row, category_label: names[text(row, 'category')] ?? text(row, 'category')}),
  );
  return {
    id: 'herberekeningen',
    title: 'Wat na een herberekening nog te regelen is',
    finding:
      paid + back > 0
        ? `Voor ${choice.year} is ${euroShort(paid)} bijbetaald en ${euroShort(back)} teruggevorderd (afgeschermde maanden niet meegeteld); wat nog openstaat, staat hieronder in twee richtingen.`
        : `Voor ${choice.year} is in geen enkele maand aan genoeg personen om te tonen bijbetaald of teruggevorderd; wat nog openstaat, staat hieronder in twee richtingen.`,
    isTableOpen: true,
    table: {
      caption: `Betaalde dossiers waarvan het saldo niet nul is, refertejaar ${choice.year}`,
      columns: [
        {key: 'category_label', label: 'Dossiers', kind: 'text'},
        {key: 'direction', label: 'Richting', kind: 'text'},
        {key: 'persons', label: 'Aantal', kind: 'count'},
        {key: 'amount_eur', label: 'Euro', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'Een gecombineerd dossier waarvan het werknemersdeel al betaald was, staat hier met wat nog verschuldigd of terug te vorderen is.',
    ],
  };
}

/** The terms of these clocks whose last day is not past, the first to end first. */
const stillToCome = (clocks: Rows | undefined, names: readonly string[]): Row[] =>
  (clocks ?? [])
    .filter((row) => names.includes(text(row, 'clock')) && row.is_past === false)
    .sort(
      (a, b) =>
        text(a, 'month').localeCompare(text(b, 'month')) ||
        text(a, 'clock').localeCompare(text(b, 'clock')) ||
        num(a, 'reference_year') - num(b, 'reference_year'),
    )
    .map((row): Row => ({...row, label: monthName(row)}));

function lapsing({data}: PageContext): Figure {
  const ahead = stillToCome(data.clocks, ['registratie']);
  const total = ahead.reduce((sum, row) => sum + length(row, 'amount_eur'), 0);
  const passed = (data.clocks ?? []).filter((row) => row.clock === 'registratie' && row.is_past === true);
  const isPartial = [...ahead, ...passed].some((row) => isHidden(row, 'amount_eur'));
  const lost = passed.reduce((sum, row) => sum + length(row, 'amount_eur'), 0);
  return {
    id: 'termijnen',
    title: 'Wat de komende maanden vervalt',
    finding: `${euroShort(total)} van mensen zonder gekende rekening kan nog vervallen, op de uiterste dagen die nog komen${lost > 0 ? `; ${euroShort(lost)} is al vervallen` : ''}${isPartial ? ' (zonder de afgeschermde bedragen)' : ''}.`,
    description: 'Gestapelde staven per refertejaar: euro dat nog kan vervallen en wat al vervallen is.',
    chart: (width) =>
      stacks(
        [...new Set([...ahead, ...passed].map((row) => num(row, 'reference_year')))].sort().map((year) => ({
          label: String(year),
          parts: [
            {
              label: 'kan nog vervallen',
              colour: colours.missing,
              value: ahead
                .filter((row) => row.reference_year === year)
                .reduce((sum, row) => sum + length(row, 'amount_eur'), 0),
            },
            {
              label: 'vervallen',
              colour: colours.quiet,
              value: passed
                .filter((row) => row.reference_year === year)
                .reduce((sum, row) => sum + length(row, 'amount_eur'), 0),
            },
          ],
        })),
        width,
        euroShort,
        breaksIn(data),
      ),
    isTableOpen: true,
    table: {
      caption: 'Recht dat vervalt zonder rekening, over alle refertejaren',
      columns: [
        {key: 'label', label: 'Maand', kind: 'text'},
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'last_day', label: 'Uiterste dag', kind: 'day'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'amount_eur', label: 'Kan nog vervallen', kind: 'euro'},
      ],
      rows: ahead,
    },
    notes: ['De aanvraagtermijn eindigt op 31 december van het derde jaar na het refertejaar.'],
  };
}

/** Terms that end without anything being lost by itself. */
function terms({data}: PageContext): Figure {
  const names: Readonly<Record<string, string>> = {
    bezwaar: 'Bezwaar kan tot dan',
    'tweede schijf jobbonus plus': 'Tweede schijf jobbonus plus kan vanaf dan gevraagd worden',
  };
  const ahead = stillToCome(data.clocks, Object.keys(names)).map(
    (row): Row => ({...row, clock_label: names[text(row, 'clock')]!}),
  );
  const objection = ahead.filter((row) => row.clock === 'bezwaar');
  const persons = objection.reduce((sum, row) => sum + length(row, 'persons'), 0);
  return {
    id: 'andere-termijnen',
    title: 'Tot wanneer bezwaar kan, en vanaf wanneer de tweede schijf',
    finding:
      objection.length > 0
        ? `Tegen ${count(persons)} ${someHidden(objection, 'persons') ? 'getoonde ' : ''}beslissingen kan nog bezwaar komen.`
        : 'Tegen geen enkele beslissing kan nog bezwaar komen.',
    isTableOpen: true,
    table: {
      caption: 'Andere termijnen per maand, vanaf deze maand, over alle refertejaren',
      columns: [
        {key: 'label', label: 'Maand', kind: 'text'},
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'clock_label', label: 'Termijn', kind: 'text'},
        {key: 'last_day', label: 'Dag', kind: 'day'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'amount_eur', label: 'Beslist of te vragen bedrag', kind: 'euro'},
      ],
      rows: ahead,
    },
    notes: [
      'Een bezwaartermijn die eindigt, doet geen recht vervallen: de beslissing staat dan vast. Het bedrag is wat beslist is en nog betwist kan worden, of de schijf die gevraagd kan worden.',
    ],
  };
}

function files({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.files, choice.year)].sort(
    (a, b) =>
      text(b, 'ordered_on').localeCompare(text(a, 'ordered_on')) ||
      text(a, 'payment_file').localeCompare(text(b, 'payment_file')),
  );
  const apart = rows.filter(
    (row) => num(row, 'unplaced_paid_eur') > 0 || num(row, 'unplaced_recovered_eur') < 0,
  );
  return {
    id: 'betaalbestanden',
    title: 'Aansluiting per betaalbestand',
    finding:
      rows.length === 0
        ? `Voor ${choice.year} is nog geen betaalbestand bekend.`
        : apart.length === 0
          ? `Elk van de ${count(rows.length)} betaalbestanden over ${choice.year}, die van de jobbonus plus meegeteld, staat tot op de cent op een dossier.`
          : `Van ${count(rows.length)} betaalbestanden over ${choice.year} hebben er ${count(apart.length)} betalingen zonder dossier; ze staan per bestand in de tabel.`,
    table: {
      caption: `Betaalbestanden over refertejaar ${choice.year}`,
      columns: [
        {key: 'payment_file', label: 'Bestand', kind: 'text'},
        {key: 'ordered_on', label: 'Opdracht', kind: 'day'},
        {key: 'orders', label: 'Opdrachten', kind: 'count'},
        {key: 'ordered_eur', label: 'Opgedragen', kind: 'euro'},
        {key: 'executed_eur', label: 'Uitgevoerd', kind: 'euro'},
        {key: 'returned_eur', label: 'Teruggekeerd', kind: 'euro'},
        {key: 'waiting_eur', label: 'In uitvoering', kind: 'euro'},
        {key: 'on_dossiers_eur', label: 'Op dossiers', kind: 'euro'},
        {key: 'unplaced_paid_eur', label: 'Betaald zonder dossier', kind: 'euro'},
        {key: 'unplaced_recovered_eur', label: 'Teruggevorderd zonder dossier', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'Verschillen staan per bestand en worden nooit met elkaar verrekend. De pagina Budget toont alleen de bestanden van de jobbonus.',
    ],
  };
}
