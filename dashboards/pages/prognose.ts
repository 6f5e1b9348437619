import {count, euroShort, longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {breaksIn, rulesAsked} from '../breaks.js';
import {curves} from '../charts/curves.js';
import {heat} from '../charts/heat.js';
import {nowcastFigure, nowcastTotalOf} from '../figures/nowcast.js';
import {deadlineRow, finalShare, hasLimits, isOpenAbove} from '../landing.js';
import {length, ofEverybody, ofYear, withShare} from '../pick.js';
import {colours} from '../theme.js';
import {listed} from '../words.js';

/** Where registration will end, and what earlier forecasts were worth. */
export default page({
  title: 'Waar eindigt de take-up?',
  menu: 'Prognose',
  order: 24,
  lead: 'Een raming van wie nog zal registreren tot de uiterste dag, met de marge die eerdere ramingen nodig hadden, en hoe vaak die marge klopte.',
  filters: ['year'],
  rows: {
    forecast: (db) => db.selectFrom('published.forecast').selectAll(),
    scores: (db) => db.selectFrom('published.forecast_scores').selectAll(),
    completion: (db) => db.selectFrom('published.completion').selectAll(),
    rules: rulesAsked,
    nowcast: (db) => db.selectFrom('published.nowcast').selectAll(),
    measures: (db) =>
      db
        .selectFrom('published.takeup_measures')
        .select([
          'reference_year',
          'entitled',
          'registered',
          'registered_takeup',
          'application_deadline_date',
          'hidden',
        ]),
    weekly: (db) =>
      db
        .selectFrom('published.takeup_weekly')
        .select([
          'reference_year',
          'dimension',
          'week_no',
          'week_ends_on',
          'registered',
          'entitled',
          'hidden',
        ])
        .where('dimension', '=', 'by_total'),
  },
  keys: (context) => {
    const {data, choice} = context;
    const now = ofYear(data.measures, choice.year)[0];
    const end = deadlineRow(ofYear(data.forecast, choice.year));
    const late = nowcastTotalOf(context);
    const keys = [
      {
        label: 'Rekening gekend vandaag',
        value: percent(num(now, 'registered_takeup')),
        detail: `${count(num(now, 'registered'))} van ${count(num(now, 'entitled'))}`,
      },
      ...(num(late, 'missing') > 0
        ? [
            {
              label: 'Al gebeurd, nog niet gekend',
              value: count(num(late, 'missing')),
              detail: `95 op 100: ${count(num(late, 'missing_low'))} tot ${count(num(late, 'missing_high'))}`,
            },
          ]
        : []),
    ];
    if (!end) return keys;
    return [
      ...keys,
      {
        label: 'Geraamd op de uiterste dag',
        value: percent(finalShare(end, 'more')),
        detail: hasLimits(end)
          ? `80 op 100: ${percent(finalShare(end, 'more_low_80'))} tot ${percent(finalShare(end, 'more_high_80'))}`
          : isOpenAbove(end, 80)
            ? `80 op 100: minstens ${percent(finalShare(end, 'more_low_80'))}`
            : 'marge: onvoldoende historiek',
      },
      {
        label: 'Komen er nog bij',
        value: count(num(end, 'more')),
        detail: `${euroShort(num(end, 'more_eur'))} tegen ${longDay(text(end, 'on_date'))}`,
      },
    ];
  },
  figures: (context) => [
    fanFigure(context),
    nowcastFigure(context),
    scoresFigure(context),
    errorsFigure(context),
    triangleFigure(context),
  ],
});

function fanFigure({data, choice, provenance}: PageContext): Figure {
  const rows = ofYear(data.forecast, choice.year).map(
    (row): Row => ({
      ...row,
      share: finalShare(row, 'more'),
      low: row.more_low_80 === null ? null : finalShare(row, 'more_low_80'),
      high: row.more_high_80 === null ? null : finalShare(row, 'more_high_80'),
      kind: 'raming',
      open: ([80, 95] as const)
        .filter((level) => isOpenAbove(row, level))
        .map((level) => `${level}%`)
        .join(' en '),
    }),
  );
  const weekly = ofYear(ofEverybody(data.weekly), choice.year).filter((row) => num(row, 'registered') > 0);
  const measures = ofYear(data.measures, choice.year)[0];
  const end = deadlineRow(rows);
  const today = weekly.at(-1);
  const known = num(today, 'registered') / num(today, 'entitled');
  const lastX = end && year(text(end, 'on_date'));
  const finding = end
    ? `Op de uiterste dag, ${longDay(text(end, 'on_date'))}, is naar raming de rekening gekend van ${percent(num(end, 'share'))} van de rechthebbenden voor ${choice.year}: ${count(num(end, 'more'))} personen en ${euroShort(num(end, 'more_eur'))} meer dan vandaag. ${
        hasLimits(end)
          ? `Met 80 kansen op 100 ligt het tussen ${percent(num(end, 'low'))} en ${percent(num(end, 'high'))}.`
          : isOpenAbove(end, 80)
            ? `Met 80 kansen op 100 is het minstens ${percent(num(end, 'low'))}; hoeveel hoogstens, laat zich niet zeggen.`
            : 'Voor een marge op die afstand is er onvoldoende historiek.'
      }`
    : isOver(measures, provenance.asOf)
      ? `De uiterste dag voor ${choice.year} is voorbij: van ${percent(num(measures, 'registered_takeup'))} van de rechthebbenden is de rekening gekend, en er is niets meer te ramen.`
      : measures && text(measures, 'application_deadline_date') === provenance.asOf
        ? `De uiterste dag voor ${choice.year} is vandaag: van ${percent(num(measures, 'registered_takeup'))} van de rechthebbenden is de rekening gekend. Wie er vandaag geen registreert, verliest het recht; er is niets meer te ramen.`
        : `Voor ${choice.year} is er nog geen raming: daarvoor is minstens één ander refertejaar nodig.`;
  return {
    id: 'raming',
    title: 'Raming tot de uiterste dag',
    finding,
    description: 'Lijn van het aandeel met een gekende rekening, en gestreept de raming met haar marge.',
    chart: (width) =>
      curves(
        [
          {
            label: 'gekend',
            colour: colours.registered,
            isBold: true,
            points: weekly.map((row) => ({
              x: year(text(row, 'week_ends_on')),
              y: num(row, 'registered') / num(row, 'entitled'),
            })),
          },
          ...(rows.length > 0 && today
            ? [
                {
                  label: 'raming',
                  colour: colours.registered,
                  isBold: false,
                  dash: '5 3',
                  points: [
                    // what is known today has no margin: the band opens there
                    {
                      x: year(text(today, 'week_ends_on')),
                      y: known,
                      ...(hasLimits(rows[0]!) ? {low: known, high: known} : {}),
                    },
                    ...rows.map((row) => ({
                      x: year(text(row, 'on_date')),
                      y: num(row, 'share'),
                      ...(hasLimits(row) ? {low: num(row, 'low'), high: num(row, 'high')} : {}),
                    })),
                  ],
                },
              ]
            : []),
        ],
        width,
        {
          xLabel: 'begin van het jaar',
          xFormat: (value) =>
            value === lastX ? 'uiterste dag' : Number.isInteger(value) ? String(value) : '',
          xTicks: [
            ...yearsBetween(
              year(text(weekly[0], 'week_ends_on')),
              lastX ?? year(text(today, 'week_ends_on')),
            ),
            ...(lastX === undefined ? [] : [lastX]),
          ],
          yFormat: (value) => percent(value, 0),
          // what is left to come is small: from zero it would be a flat line
          yDomain: [
            Math.floor(Math.min(...weekly.map((row) => num(row, 'registered') / num(row, 'entitled'))) * 10) /
              10,
            1,
          ],
          shape: 'straight',
        },
      ),
    table: {
      caption: `Gekende rekeningen en raming, refertejaar ${choice.year}`,
      columns: [
        {key: 'on_date', label: 'Dag', kind: 'day'},
        {key: 'kind', label: 'Gekend of raming', kind: 'text'},
        {key: 'share', label: 'Aandeel gekend', kind: 'percent'},
        {key: 'more', label: 'Komen erbij', kind: 'count'},
        {key: 'more_low_80', label: 'minstens (80%)', kind: 'count'},
        {key: 'more_high_80', label: 'hoogstens (80%)', kind: 'count'},
        {key: 'more_low_95', label: 'minstens (95%)', kind: 'count'},
        {key: 'more_high_95', label: 'hoogstens (95%)', kind: 'count'},
        ...(rows.some((row) => row.open !== '')
          ? [{key: 'open', label: 'Bovengrens zonder uitspraak', kind: 'text'} as const]
          : []),
        {key: 'more_eur', label: 'Euro erbij', kind: 'euro'},
        {key: 'more_eur_low_80', label: 'minstens (80%)', kind: 'euro'},
        {key: 'more_eur_high_80', label: 'hoogstens (80%)', kind: 'euro'},
      ],
      rows: [...everyFourth(weekly), ...rows],
    },
    notes: [
      ...(rows.some(hasLimits)
        ? [
            `De band is de marge van 80 op 100 rond de raming; ze loopt tot ${end ? `de uiterste dag, ${longDay(text(end, 'on_date'))}` : 'de laatste dag die geraamd is'}.`,
          ]
        : []),
      'Geraamd worden de mensen die nog wachten, week na week, met het tempo van de andere refertejaren en het eigen tempo van de laatste acht weken. De marge is zo breed als eerdere ramingen ernaast zaten; een streepje betekent onvoldoende historiek. Verder vooruit wordt ze nooit smaller: wat voor een vroegere dag niet geweten is, is het voor een latere evenmin.',
      ...(rows.some((row) => row.open !== '')
        ? ['Waar de bovengrens iedereen zou omvatten die nog wacht, zegt ze niets: daar staat geen getal.']
        : []),
      ...(weekly.length > 0
        ? [
            'Wat al gekend is, staat in de tabel voor elke vierde getoonde week en de laatste; de grafiek toont elke week.',
          ]
        : []),
      ...(end
        ? [
            `Geleerd van ${listed(text(end, 'learnt_from').split(', '))}. Met twee of drie refertejaren zijn de fouten van één jaar één trekking: de marge kan zelf nog mis zijn.`,
            end.has_spike === true
              ? 'De eindspurt voor de uiterste dag is geleerd van een jaar waarvan die dag voorbij is.'
              : 'Nog geen enkele uiterste dag is voorbij: de raming kent geen eindspurt.',
          ]
        : []),
    ],
  };
}

/** What is known already, every fourth week and the last, in the columns of the forecast. */
const everyFourth = (weekly: readonly Row[]): Row[] =>
  weekly
    .filter((_, i) => i % 4 === 0 || i === weekly.length - 1)
    .map((row) =>
      withShare(
        {...row, on_date: row.week_ends_on ?? null, kind: 'gekend'},
        'share',
        'registered',
        'entitled',
      ),
    );

/** A day as a number of years, for an axis of years. */
const year = (day: string): number => {
  const y = Number(day.slice(0, 4));
  return y + (Date.parse(`${day}T00:00:00Z`) - Date.UTC(y, 0, 1)) / (365.25 * 86_400_000);
};

/** The beginnings of years from one place of the axis to another. */
function yearsBetween(from: number, until: number): number[] {
  const first = Math.ceil(from);
  return Array.from({length: Math.max(0, Math.floor(until) - first + 1)}, (_, i) => first + i);
}

const isOver = (measures: Row | undefined, day: string): boolean =>
  measures !== undefined && day > text(measures, 'application_deadline_date');

function scoresFigure({data}: PageContext): Figure {
  const rows = scored(data).map(
    (row): Row => ({
      ...row,
      hit_80: hits(row, 80),
      band_80: band(row, 80),
      verdict_80: verdicts[text(row, 'verdict_80')] ?? '',
      hit_95: hits(row, 95),
      band_95: band(row, 95),
      verdict_95: verdicts[text(row, 'verdict_95')] ?? '',
    }),
  );
  return {
    id: 'trefzekerheid',
    title: 'Hoe vaak de marge klopte',
    finding: rows.length > 0 ? coverageInWords(scored(data)) : noScores,
    table: {
      caption: 'De marge van ramingen die vanaf vroegere dagen zijn overgedaan, getoetst aan wat kwam',
      columns: [
        {key: 'horizon', label: 'Weken vooruit', kind: 'text'},
        {key: 'forecasts', label: 'Ramingen', kind: 'count'},
        {key: 'campaigns', label: 'Refertejaren', kind: 'count'},
        {key: 'effective_80', label: 'Zonder overlap', kind: 'count'},
        {key: 'hit_80', label: 'Raak in 80%', kind: 'text'},
        {key: 'band_80', label: 'Hoort te liggen op', kind: 'text'},
        {key: 'verdict_80', label: 'Marge van 80%', kind: 'text'},
        {key: 'hit_95', label: 'Raak in 95%', kind: 'text'},
        {key: 'band_95', label: 'Hoort te liggen op', kind: 'text'},
        {key: 'verdict_95', label: 'Marge van 95%', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Vanaf elke vierde week van elk refertejaar is de raming overgedaan met de gegevens van vandaag, afgekapt op die dag, en geleerd van de andere jaren in hun geheel. Wat toen nog niet geleverd was en wat nadien herzien is, zit er dus in: het oordeel valt daardoor wat te gunstig uit.',
      'Ramingen die naar dezelfde weken kijken, zijn samen één proef. Met dat aantal proeven ligt het aandeel treffers van een goede marge 95 keer op 100 in de genoemde band. Ook dan delen de dagen van één refertejaar hun tempo.',
    ],
  };
}

const noScores = 'Er is nog geen tweede refertejaar om een raming aan te toetsen.';

const scored = (data: PageContext['data']): Row[] =>
  [...(data.scores ?? [])].sort((a, b) => num(a, 'horizon_no') - num(b, 'horizon_no'));

/** Where the promised share lies outside its band, and how many distances cannot be judged. */
function coverageInWords(rows: readonly Row[]): string {
  const wrong = rows.flatMap((row) =>
    ([80, 95] as const).flatMap((level) => {
      const verdict = text(row, `verdict_${level}`);
      if (verdict !== 'too_narrow' && verdict !== 'too_wide') return [];
      return [
        `De marge van ${level}% is ${verdicts[verdict]!} voor ramingen ${distanceOf(row)}: ze bevatte de uitkomst ${count(num(row, `inside_${level}`))} van de ${count(num(row, `judged_${level}`))} keer, en dat aandeel hoort tussen ${band(row, level).replace('tot', 'en')} te liggen.`,
      ];
    }),
  );
  const of = (verdict: string): number => rows.filter((row) => row.verdict_80 === verdict).length;
  const fine = of('within');
  return [
    ...wrong,
    fine > 0
      ? `Bij ${fine} van de ${rows.length} afstanden wijst niets erop dat de marge van 80% te smal of te ruim is.`
      : 'Bij geen enkele afstand houdt de marge van 80% wat ze belooft.',
    ...(of('too_few') > 0 ? [`Bij ${of('too_few')} zijn er te weinig ramingen om te oordelen.`] : []),
  ].join(' ');
}

const distanceOf = (row: Row): string =>
  /\d/.test(text(row, 'horizon')) ? `van ${text(row, 'horizon')} weken ver` : 'tot de uiterste dag';

const verdicts: Readonly<Record<string, string>> = {
  too_narrow: 'te smal',
  within: 'binnen de band',
  too_wide: 'te ruim',
  too_few: 'te weinig om te oordelen',
};

const band = (row: Row, level: 80 | 95): string =>
  text(row, `verdict_${level}`) === 'too_few'
    ? ''
    : `${percent(num(row, `band_${level}_low`), 0)} tot ${percent(num(row, `band_${level}_high`), 0)}`;

/** How far off the middle of earlier forecasts was. */
function errorsFigure({data}: PageContext): Figure {
  const rows = scored(data);
  const quarter = rows.find((row) => row.horizon_no === 2) ?? rows[0];
  const more = num(quarter, 'error_persons');
  return {
    id: 'ramingsfouten',
    title: 'Hoe ver eerdere ramingen ernaast zaten',
    finding: quarter
      ? `Ramingen ${distanceOf(quarter)} zaten er gemiddeld ${percent(num(quarter, 'wape'))} naast. Te veel en te weinig tegen elkaar weggestreept is dat ${count(Math.round(Math.abs(more)))} personen en ${euroShort(Math.abs(num(quarter, 'error_eur')))} te ${more < 0 ? 'weinig' : 'veel'} per raming.`
      : noScores,
    table: {
      caption: 'Fouten en scores van ramingen die vanaf vroegere dagen zijn overgedaan',
      columns: [
        {key: 'horizon', label: 'Weken vooruit', kind: 'text'},
        {key: 'wape', label: 'Gemiddelde fout', kind: 'percent'},
        {key: 'error_persons', label: 'Te veel geraamd, personen', kind: 'number'},
        {key: 'error_eur', label: 'Te veel geraamd, euro', kind: 'euro'},
        {key: 'bias', label: 'Systematische fout, van wie wachtte', kind: 'percent'},
        {key: 'wis', label: 'Gewogen intervalscore', kind: 'number'},
        {key: 'interval_score_80', label: 'Intervalscore 80%', kind: 'number'},
        {key: 'interval_score_95', label: 'Intervalscore 95%', kind: 'number'},
        {key: 'gain_same_curve', label: 'Beter dan de curve van vorig jaar', kind: 'percent'},
        {key: 'gain_constant', label: 'Beter dan een vast tempo', kind: 'percent'},
      ],
      rows: rows.map((row): Row => ({...row, ...oneDecimal(row)})),
    },
    notes: [
      'Te veel geraamd: het gemiddelde per raming, min is te weinig. De intervalscores zijn gemiddelden in personen: kleiner is beter; een marge kost haar breedte, en een misser zijn afstand. Beter dan: hoeveel de gewogen score lager ligt; een negatief getal is slechter.',
    ],
  };
}

/** Mean numbers of persons as they are read: one decimal. */
const oneDecimal = (row: Row): Row =>
  Object.fromEntries(
    ['error_persons', 'wis', 'interval_score_80', 'interval_score_95'].map((key) => [
      key,
      Number.isNaN(num(row, key)) ? null : Math.round(num(row, key) * 10) / 10,
    ]),
  );

const hits = (row: Row, level: 80 | 95): string =>
  num(row, `judged_${level}`) > 0
    ? `${count(num(row, `inside_${level}`))} van ${count(num(row, `judged_${level}`))}`
    : 'onvoldoende historiek';

function triangleFigure({data, choice}: PageContext): Figure {
  const shown = [4, 8, 12, 16, 20, 24, 36, 52, 76, 100];
  const all = (data.completion ?? []).filter((row) => shown.includes(num(row, 'week_no')));
  const years = [...new Set(all.map((row) => num(row, 'reference_year')))].sort((a, b) => a - b);
  const ofThis = ofYear(all, choice.year);
  const last = ofThis.filter((row) => row.is_projected !== true).at(-1);
  return {
    id: 'driehoek',
    title: 'Hoe ver elke campagne stond na zoveel weken',
    finding: last
      ? `${num(last, 'week_no')} weken na de eerste brief voor ${choice.year} ${ofThis.some((row) => row.is_projected === true) ? 'was naar raming' : 'was'} ${percent(num(last, 'share'))} van de registraties binnen die er na twee jaar zijn.`
      : `Voor ${choice.year} zijn er nog geen vier volle weken.`,
    description:
      'Tabel van refertejaren en weken: aandeel van het eindaantal; cursief en gestreept is geraamd.',
    chart: (width) =>
      heat(
        all
          .filter((row) => width > 620 || [4, 12, 24, 52, 100].includes(num(row, 'week_no')))
          .map((row) => ({
            row: text(row, 'reference_year'),
            column: text(row, 'week_no'),
            value: length(row, 'share'),
            shown: Number.isNaN(num(row, 'share')) ? 'x' : percent(num(row, 'share'), 0),
            isProjected: row.is_projected === true,
          })),
        width,
        'weken sinds de eerste brief',
        breaksIn(data),
      ),
    table: {
      caption: 'Registraties na de eerste brief, per refertejaar en aantal weken (r = geraamd)',
      columns: [
        {key: 'week_no', label: 'Weken', kind: 'text'},
        ...years.map((y) => ({key: `y${y}`, label: String(y), kind: 'written' as const})),
        {key: 'factor', label: 'Groei tot vier weken later', kind: 'text'},
      ],
      rows: [...new Set(all.map((row) => num(row, 'week_no')))]
        .sort((a, b) => a - b)
        .map((week) => {
          const at = all.filter((row) => row.week_no === week);
          const factor = num(at[0], 'factor');
          return {
            week_no: week,
            ...Object.fromEntries(
              at.map((row) => [
                `y${num(row, 'reference_year')}`,
                Number.isNaN(num(row, 'registered'))
                  ? 'x'
                  : `${count(num(row, 'registered'))}${row.is_projected === true ? ' r' : ''}`,
              ]),
            ),
            factor: Number.isNaN(factor) ? '' : `× ${factor.toFixed(3).replace('.', ',')}`,
          };
        }),
    },
    notes: [
      'Registraties staan op een tiental, en de percentages volgen daaruit.',
      'Geraamde cellen groeien met de factoren van de vorige jaren (chain ladder): een tweede mening naast de raming hierboven, blind voor het tempo van dit jaar, het kanaal en de uiterste dag.',
      'De regels verschillen tussen refertejaren; vanaf het tweede jaar was de rekening van velen al gekend en staan hier alleen de anderen.',
    ],
  };
}
