import {count, longDay, percent, shortDay} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {hiddenSign, isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {type CalendarEvent, calendar, eventSigns, mondayOf} from '../charts/calendar.js';
import {curves} from '../charts/curves.js';
import {swatches} from '../charts/stacks.js';
import {type Action, weeks} from '../charts/weeks.js';
import {distinct, length, ofCategory, ofYear, shownOr, someHidden} from '../pick.js';
import {colours, dashes} from '../theme.js';
import {listed, monthOf, plural} from '../words.js';

/** How long people take to register after their letter, and what differs between channels, waves and groups. */
export default page({
  title: 'Hoe lang duurt het tot iemand registreert?',
  menu: 'Tijd en kanaal',
  order: 26,
  lead: 'Van wie een brief kreeg zonder gekende rekening: welk deel na zoveel weken geregistreerd heeft, en wie onderweg overleed of zijn recht verloor.',
  filters: ['year'],
  rows: {
    waits: (db) =>
      db
        .selectFrom('published.time_to_registration')
        .selectAll()
        .where('dimension', 'in', ['by_total', 'by_channel', 'by_wave']),
    speed: (db) => db.selectFrom('published.registration_speed').selectAll(),
    daily: (db) => db.selectFrom('published.takeup_daily').selectAll(),
    actions: (db) => db.selectFrom('published.campaign_actions').selectAll(),
    holidays: (db) => db.selectFrom('published.holidays').select(['day', 'label', 'hidden']),
  },
  keys: ({data, choice}) => {
    const all = ofYear(data.speed, choice.year).find((row) => row.dimension === 'by_total');
    const median = num(all, 'median_weeks');
    return [
      {
        label: 'Zonder rekening bij hun brief',
        value: count(num(all, 'persons')),
        detail: 'aangeschreven en in leven, rekening nog niet gekend op de dag van de brief',
      },
      {
        label: 'De helft wacht niet meer na',
        value: Number.isNaN(median) ? '–' : `${median + 1} ${median === 0 ? 'week' : 'weken'}`,
        detail: 'vanaf de derde werkdag na de brief',
      },
      {
        label: 'Binnen 13 weken',
        value: percent(num(all, 'share_13')),
        detail: 'van wie geen rekening had bij de brief',
      },
      {
        label: 'Binnen een jaar',
        value: percent(num(all, 'share_52')),
        detail: Number.isNaN(num(all, 'share_52'))
          ? 'zo ver is het nog niet'
          : 'van wie geen rekening had bij de brief',
      },
    ];
  },
  figures: (context) => [
    everybodyFigure(context),
    groupsFigure(context, 'by_channel', 'kanaal', 'Per kanaal van de eerste brief'),
    groupsFigure(context, 'by_wave', 'golf', 'Per maand van de eerste brief'),
    speedFigure(context),
    daysFigure(context),
    weeksFigure(context),
  ],
});

const horizon = 60;

const pointsOf = (rows: Rows, key: string, hasBand: boolean) => [
  {x: 0, y: 0},
  ...rows
    .filter((row) => num(row, 'week_no') < horizon && !Number.isNaN(num(row, key)))
    .map((row) => ({
      // a step shows at the end of its week
      x: num(row, 'week_no') + 1,
      y: num(row, key),
      ...(hasBand && row.low !== null && row.high !== null
        ? {low: num(row, 'low'), high: num(row, 'high')}
        : {}),
    })),
];

const weekOptions = {
  xLabel: 'weken sinds de brief ontvangen is',
  yFormat: (value: number) => percent(value, 0),
  yDomain: [0, 1] as const,
};

const columns = [
  {key: 'week_no', label: 'Week', kind: 'text'},
  {key: 'at_risk', label: 'Wachtend bij het begin', kind: 'count'},
  {key: 'registered', label: 'Geregistreerd', kind: 'count'},
  {key: 'exited', label: 'Overleden of ingetrokken', kind: 'count'},
  {key: 'censored', label: 'Einde van de waarneming', kind: 'count'},
  {key: 'registered_share', label: 'Aandeel geregistreerd', kind: 'percent'},
  {key: 'low', label: 'minstens', kind: 'percent'},
  {key: 'high', label: 'hoogstens', kind: 'percent'},
  {key: 'exited_share', label: 'Aandeel overleden of ingetrokken', kind: 'percent'},
] as const;

const definitions = [
  'Hier telt wie nog geen rekening had toen de eigen brief vertrok, ook wie zijn recht nadien verloor. Wie nog geen brief kreeg, telt niet mee; op Take-up wel. Week 0 begint op de derde werkdag na de brief. Een overlijden of een ingetrokken recht beëindigt de wacht; het telt niet als ‘nog niet geregistreerd’. De marge is die van 95%, op schaal log(−log).',
  'Weken met minder dan vijf gebeurtenissen zijn samengenomen met de volgende: een rij kan dus over meer weken gaan.',
];

function everybodyFigure({data, choice}: PageContext): Figure {
  const rows = ofYear(data.waits, choice.year).filter((row) => row.dimension === 'by_total');
  const last = rows.at(-1);
  const atFour = rows.filter((row) => num(row, 'week_no') < 4).at(-1);
  return {
    id: 'registratiecurve',
    title: 'Van brief tot registratie',
    finding: last
      ? `Vier weken na de brief had ${percent(num(atFour, 'registered_share'))} geregistreerd; na ${num(last, 'week_no') + 1} weken is dat ${percent(num(last, 'registered_share'))}. ${num(last, 'exited_share') > 0 ? `${percent(num(last, 'exited_share'), 2)} overleed intussen of verloor het recht` : 'Niemand overleed intussen of verloor het recht, of het waren er minder dan vijf'}.`
      : `Voor ${choice.year} zijn er nog te weinig brieven om een curve te tekenen.`,
    description:
      'Stijgende trap: aandeel geregistreerd per week met zijn marge; apart het aandeel dat overleed of het recht verloor.',
    chart: (width) =>
      curves(
        [
          {
            label: 'geregistreerd',
            colour: colours.registered,
            isBold: true,
            points: pointsOf(rows, 'registered_share', true),
          },
          ...(num(last, 'exited_share') > 0
            ? [
                {
                  label: 'overleden of ingetrokken',
                  colour: colours.quiet,
                  isBold: false,
                  dash: dashes[1],
                  points: pointsOf(rows, 'exited_share', false),
                },
              ]
            : []),
        ],
        width,
        weekOptions,
      ),
    table: {caption: `Tijd tot registratie, refertejaar ${choice.year}`, columns, rows},
    notes: [
      ...definitions,
      'Grensarbeiders en leerkrachten met betaling in tienden tellen hier mee, elk vanaf de eigen brief. Een eigen curve hebben ze niet: naast die van iedereen zou ze bij grensarbeiders een handvol mensen tonen, en betaling in tienden is wel aangegeven maar geen goedgekeurde uitsplitsing.',
    ],
  };
}

function groupsFigure({data, choice}: PageContext, dimension: string, noun: string, title: string): Figure {
  const rows = ofYear(data.waits, choice.year)
    .filter((row) => row.dimension === dimension)
    .map((row): Row => ({...row, group: groupOf(dimension, text(row, 'category'))}));
  const speed = ofYear(data.speed, choice.year)
    .filter((row) => row.dimension === dimension)
    .sort((a, b) => num(b, 'persons') - num(a, 'persons'));
  const [most, least] =
    extremes(speed, 'share_13').length > 1 ? extremes(speed, 'share_13') : extremes(speed, 'share_4');
  const key = extremes(speed, 'share_13').length > 1 ? 'share_13' : 'share_4';
  const drawn = speed.slice(0, 4).map((row) => text(row, 'category'));
  return {
    id: `curve-${noun}`,
    title,
    finding:
      most && least && most !== least
        ? `Binnen ${key === 'share_13' ? '13' : '4'} weken registreerde ${percent(num(most, key))} van de groep ‘${groupOf(dimension, text(most, 'category'))}’ en ${percent(num(least, key))} van ‘${groupOf(dimension, text(least, 'category'))}’${ofEnough(speed, key)}. ${differenceOf(most)}`
        : `Er is maar één groep die groot genoeg is: vergelijken kan niet.`,
    description: `Trappen per ${noun}: aandeel geregistreerd per week met zijn marge.`,
    chart: (width) =>
      curves(
        drawn.map((category, i) => ({
          label: groupOf(dimension, category),
          colour: colours.registered,
          isBold: i === 0,
          dash: dashes[i % dashes.length]!,
          points: pointsOf(ofCategory(rows, category), 'registered_share', i < 2),
        })),
        width,
        weekOptions,
      ),
    table: {
      caption: `Tijd tot registratie per ${noun}, refertejaar ${choice.year}`,
      columns: [{key: 'group', label: 'Groep', kind: 'text'}, ...columns],
      // every fourth week says the same in a quarter of the rows
      rows: distinct(rows, 'category').flatMap((category) => everyFourth(ofCategory(rows, category))),
    },
    notes: [
      `De figuur toont ten hoogste vier groepen, de grootste eerst; de tabel toont ze allemaal, om de vier weken. ${definitions[1]!}`,
    ],
  };
}

const everyFourth = (rows: Rows): Rows => rows.filter((_, i) => i % 4 === 3 || i === rows.length - 1);

/** Groups smaller than this are not named as the quickest or the slowest: a share of a handful says little. */
const enough = 100;

/** The group with the largest and the one with the smallest value. */
function extremes(rows: Rows, key: string): Row[] {
  const known = rows.filter((row) => !Number.isNaN(num(row, key)) && num(row, 'persons') >= enough);
  const sorted = [...known].sort((a, b) => num(b, key) - num(a, key));
  return sorted.length > 1 ? [sorted[0]!, sorted.at(-1)!] : [];
}

/** Beside a most and a least that pass over groups which are small, or not followed for so long. */
const ofEnough = (rows: Rows, key: string): string =>
  rows.every((row) => num(row, 'persons') >= enough && !Number.isNaN(num(row, key)))
    ? ''
    : ` (het hoogste en het laagste aandeel, van de groepen met minstens ${enough} mensen die lang genoeg gevolgd zijn)`;

const groupOf = (dimension: string, category: string): string =>
  dimension === 'by_wave' ? monthOf(category) : category;

/** What the log-rank test says, in words. */
function differenceOf(row: Row): string {
  const p = num(row, 'p_value');
  if (Number.isNaN(p)) return '';
  return p < 0.05
    ? `De groepen verschillen meer dan toeval kan geven (${chance(p)}).`
    : `Het verschil kan toeval zijn (${chance(p)}).`;
}

const chance = (p: number): string =>
  p < 0.001 ? 'p kleiner dan 0,001' : `p\u00A0=\u00A0${p.toFixed(3).replace('.', ',')}`;

const dimensionNames: Readonly<Record<string, string>> = {
  by_total: 'Iedereen',
  by_channel: 'Kanaal',
  by_wave: 'Eerste brief',
  by_return: 'Nieuw of terugkerend',
  by_age: 'Leeftijd',
  by_sex: 'Geslacht',
};

function speedFigure({data, choice}: PageContext): Figure {
  const order = Object.keys(dimensionNames);
  const rows = ofYear(data.speed, choice.year)
    .map((row): Row => {
      const median = num(row, 'median_weeks');
      const p = num(row, 'p_value');
      return {
        ...row,
        dimension_name: dimensionNames[text(row, 'dimension')] ?? text(row, 'dimension'),
        group: groupOf(text(row, 'dimension'), text(row, 'category')),
        median: isHidden(row, 'median_weeks')
          ? hiddenSign
          : Number.isNaN(median)
            ? 'nog niet bereikt'
            : String(median + 1),
        test: Number.isNaN(p) ? '' : chance(p),
      };
    })
    .sort((a, b) => order.indexOf(text(a, 'dimension')) - order.indexOf(text(b, 'dimension')));
  const ages = extremes(
    rows.filter((row) => row.dimension === 'by_age'),
    'share_4',
  );
  return {
    id: 'tempo',
    title: 'Het tempo van elke groep',
    finding:
      ages.length > 1
        ? `Van de leeftijden met minstens ${enough} mensen registreert ${text(ages[0], 'category')} het snelst (${percent(num(ages[0], 'share_4'))} binnen vier weken) en ${text(ages[1], 'category')} het traagst (${percent(num(ages[1], 'share_4'))}). ${differenceOf(ages[0]!)}`
        : 'De groepen zijn te klein om te vergelijken.',
    table: {
      caption: `Tempo van registratie per groep, refertejaar ${choice.year}`,
      columns: [
        {key: 'dimension_name', label: 'Uitsplitsing', kind: 'text'},
        {key: 'group', label: 'Groep', kind: 'text'},
        {key: 'persons', label: 'Zonder rekening bij hun brief', kind: 'count'},
        {key: 'median', label: 'Helft na (weken)', kind: 'written'},
        {key: 'share_4', label: 'Binnen 4 weken', kind: 'percent'},
        {key: 'share_13', label: 'Binnen 13 weken', kind: 'percent'},
        {key: 'share_26', label: 'Binnen 26 weken', kind: 'percent'},
        {key: 'share_52', label: 'Binnen 52 weken', kind: 'percent'},
        {key: 'test', label: 'Log-ranktoets van de uitsplitsing', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'De log-ranktoets vergelijkt het tempo van alle groepen van een uitsplitsing. Een verschil is een verband, geen oorzaak: wie e-Box heeft, is ook anders dan wie papier krijgt.',
    ],
  };
}

/** The weeks that the figures by day and by week show: from four weeks before the first letter on. */
const calendarWeeks = 40;

/** Days of a year's campaign, as far as the figures show them. */
function campaignDays({data, choice}: PageContext): Rows {
  const days = [...ofYear(data.daily, choice.year)].sort((a, b) =>
    text(a, 'day') < text(b, 'day') ? -1 : 1,
  );
  const from = text(days[0], 'day');
  const until = Date.parse(`${mondayOf(from || '2000-01-01')}T00:00:00Z`) + calendarWeeks * 7 * 86_400_000;
  return days.filter((row) => Date.parse(`${text(row, 'day')}T00:00:00Z`) < until);
}

/** Everything known that happened between two days: letters, reminders, press, outreach and holidays. */
function eventsOf({data}: PageContext, days: Rows): (CalendarEvent & {readonly name: string})[] {
  const [from, to] = [text(days[0], 'day'), text(days.at(-1), 'day')];
  const kinds: Readonly<Record<string, CalendarEvent['kind']>> = {
    letter_wave: 'letters',
    press: 'press',
    social_media: 'outreach',
    partner: 'outreach',
  };
  return [
    ...days.flatMap((row) => [
      ...(length(row, 'letters') > 0
        ? [
            {
              day: text(row, 'day'),
              kind: 'letters' as const,
              name: `${count(num(row, 'letters'))} eerste brieven`,
            },
          ]
        : []),
      ...(length(row, 'reminders') > 0
        ? [
            {
              day: text(row, 'day'),
              kind: 'reminders' as const,
              name: `${count(num(row, 'reminders'))} herinneringen`,
            },
          ]
        : []),
    ]),
    ...(data.actions ?? [])
      .filter((row) => row.kind !== 'letter_wave')
      .map((row) => ({
        day: text(row, 'started_on'),
        kind: kinds[text(row, 'kind')]!,
        name: text(row, 'name'),
      })),
    ...(data.holidays ?? []).map((row) => ({
      day: text(row, 'day'),
      kind: 'holiday' as const,
      name: text(row, 'label'),
    })),
  ].filter(({day}) => day >= from && day <= to);
}

/** Registrations day by day, with the days on which something happened. */
function daysFigure(context: PageContext): Figure {
  const {choice} = context;
  const days = campaignDays(context);
  const events = eventsOf(context, days);
  const named = new Map<string, string[]>();
  for (const {day, name} of events) named.set(day, [...(named.get(day) ?? []), name]);
  const counts = new Map(days.map((row) => [text(row, 'day'), row]));
  const rows = [...new Set([...counts.keys(), ...named.keys()])].sort().map(
    (day): Row => ({
      ...counts.get(day),
      day,
      event: (named.get(day) ?? []).join('; '),
    }),
  );
  const top = [...days].sort((a, b) => length(b, 'registered') - length(a, 'registered'))[0];
  const topDay = text(top, 'day');
  const holidays = events.filter((event) => event.kind === 'holiday').length;
  return {
    id: 'dagen',
    title: 'Registraties per dag, met brieven, pers en feestdagen',
    finding: top
      ? `De drukste ${someHidden(days, 'registered') ? 'getoonde ' : ''}dag was ${longDay(topDay)}, met ${shownOr(top, 'registered', count)} registraties na de eigen brief${named.has(topDay) ? ` (die dag: ${named.get(topDay)!.join('; ')})` : ''}. In deze periode ${holidays === 1 ? 'viel één feestdag' : `vielen ${holidays} feestdagen`}.`
      : `Voor ${choice.year} zijn er nog geen registraties.`,
    description:
      'Kalender met een kolom per week en een rij per weekdag: donkerder is meer registraties, een teken is een gebeurtenis.',
    ...(top
      ? {
          chart: (width: number) => {
            const figure = document.createElement('div');
            const key = document.createElement('ul');
            key.className = 'swatches';
            for (const {sign, name} of Object.values(eventSigns)) {
              const entry = document.createElement('li');
              entry.append(`${sign} ${name}`);
              key.append(entry);
            }
            figure.append(
              key,
              calendar(
                days.map((row) => ({
                  day: text(row, 'day'),
                  value: length(row, 'registered') + length(row, 'known_before'),
                })),
                events,
                colours.registered,
                width,
              ),
            );
            return figure;
          },
        }
      : {}),
    table: {
      caption: `Registraties, brieven en gebeurtenissen per dag, refertejaar ${choice.year}`,
      columns: [
        {key: 'day', label: 'Dag', kind: 'day'},
        {key: 'registered', label: 'Na de eigen brief', kind: 'count'},
        {key: 'known_before', label: 'Nog voor de eigen brief', kind: 'count'},
        {key: 'letters', label: 'Eerste brieven', kind: 'count'},
        {key: 'reminders', label: 'Herinneringen', kind: 'count'},
        {key: 'event', label: 'Gebeurtenis', kind: 'text'},
      ],
      rows,
    },
    notes: [
      `De tint telt alle registraties van de dag. ${holidaySentence(days, events)}`,
      'Een drukke dag na een actie bewijst niet dat de actie werkte: vaak vielen er meer dingen samen. Zie de pagina Brieven.',
    ],
  };
}

/** Whether letters went out on holidays of the period, as the days themselves tell. */
function holidaySentence(days: Rows, events: readonly (CalendarEvent & {readonly name: string})[]): string {
  const holidays = events.filter((event) => event.kind === 'holiday');
  if (holidays.length === 0) return 'In deze periode viel geen feestdag.';
  const written = holidays.flatMap(({day, name}) => {
    const row = days.find((other) => other.day === day);
    return length(row, 'letters') > 0 ? [`${name} (${shownOr(row, 'letters', count)} eerste brieven)`] : [];
  });
  return written.length === 0
    ? 'Op de feestdagen van deze periode vertrok geen enkele eerste brief.'
    : `Ook op ${listed(written)} vertrokken er brieven, al ${plural(written.length, 'is dat een feestdag', 'zijn dat feestdagen')}.`;
}

/** Registrations per calendar week, with what was done to reach people. */
function weeksFigure({data, choice}: PageContext): Figure {
  const byWeek = new Map<string, {before: number; after: number; letters: number; reminders: number}>();
  for (const row of ofYear(data.daily, choice.year)) {
    const week = mondayOf(text(row, 'day'));
    const sum = byWeek.get(week) ?? {before: 0, after: 0, letters: 0, reminders: 0};
    byWeek.set(week, sum);
    sum.before += length(row, 'known_before');
    sum.after += length(row, 'registered');
    sum.letters += length(row, 'letters');
    sum.reminders += length(row, 'reminders');
  }
  const rows = [...byWeek]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, calendarWeeks)
    .map(([week, sum]): Row => ({week, ...sum}));
  const [from, to] = [text(rows[0], 'week'), text(rows.at(-1), 'week')];
  const actions = [...(data.actions ?? [])]
    .filter((row) => text(row, 'started_on') >= from && text(row, 'started_on') <= to)
    .sort((a, b) => (text(a, 'started_on') < text(b, 'started_on') ? -1 : 1))
    .map((row, i) => ({day: text(row, 'started_on'), label: String(i + 1), name: text(row, 'name')}));
  const top = [...rows].sort((a, b) => num(b, 'after') - num(a, 'after'))[0];
  return {
    id: 'weken',
    title: 'Registraties per week, en wat er gebeurde',
    finding: top
      ? `De meeste ${someHidden(ofYear(data.daily, choice.year), 'registered') ? 'getoonde ' : ''}registraties na de brief kwamen in de week van ${shortDay(text(top, 'week'))}: ${count(num(top, 'after'))}.`
      : `Voor ${choice.year} zijn er nog geen registraties.`,
    description: 'Staven per kalenderweek, met genummerde acties erboven.',
    chart: (width) => {
      const figure = document.createElement('div');
      figure.append(
        swatches([
          {label: 'na de eigen brief', colour: colours.registered},
          {label: 'nog voor de eigen brief', colour: colours.notified},
        ]),
        weeks(
          rows.map((row) => ({
            from: text(row, 'week'),
            parts: [
              {value: num(row, 'after'), colour: colours.registered},
              {value: num(row, 'before'), colour: colours.notified},
            ],
          })),
          marksOf(actions),
          width,
          count,
        ),
      );
      return figure;
    },
    table: {
      caption: `Registraties en eerste brieven per week, refertejaar ${choice.year}`,
      columns: [
        {key: 'week', label: 'Week van', kind: 'day'},
        {key: 'after', label: 'Na de eigen brief', kind: 'count'},
        {key: 'before', label: 'Nog voor de eigen brief', kind: 'count'},
        {key: 'letters', label: 'Eerste brieven', kind: 'count'},
        {key: 'reminders', label: 'Herinneringen', kind: 'count'},
      ],
      rows,
    },
    notes: [
      ...(actions.length > 0
        ? [actions.map((a) => `${a.label}: ${a.name} (${shortDay(a.day)})`).join(' · ')]
        : []),
      'Een piek na een actie bewijst niet dat de actie werkte; zie de pagina Brieven. Minder dan vijf mensen tellen mee op de eerste dag waarop er vijf samen zijn.',
    ],
  };
}

/** One mark a day: actions that begin together share it. */
function marksOf(actions: readonly {readonly day: string; readonly label: string}[]): Action[] {
  const days = new Map<string, string[]>();
  for (const {day, label} of actions) days.set(day, [...(days.get(day) ?? []), label]);
  return [...days].map(([day, labels]) => ({
    day,
    label: labels.length > 1 ? `${labels[0]}–${labels.at(-1)}` : labels[0]!,
  }));
}
