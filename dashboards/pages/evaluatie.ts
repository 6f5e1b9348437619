import {count, decimal, percent, points, shortDay, signed} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row, type Rows, type Value} from '../../src/site/page.js';
import {armSize, smallestRise} from '../../src/statistics/proportions.js';
import {calibration} from '../charts/calibration.js';
import {dumbbells} from '../charts/dumbbells.js';
import {type Effect as Drawn, effects as effectsChart} from '../charts/effects.js';
import {isStillOpen} from '../figures/takeup.js';
import {distinct, length, ofYear, someHidden} from '../pick.js';
import {lasting, type Side, sideOf, sidesOf, standing, standingAside} from '../standing.js';
import {actionName, groupName, inSentence, plural, tooSmall} from '../words.js';

/** For who evaluates: raw and adjusted differences side by side, and what a next wave could show. */
export default page({
  title: 'Wat verklaart de verschillen?',
  menu: 'Evaluatie',
  order: 46,
  lead: 'Ruwe verschillen naast verschillen bij gelijke leeftijd en geslacht, en bij alle kenmerken samen gelijk. In procentpunten, niet in kansverhoudingen.',
  filters: ['year'],
  rows: {
    adjusted: (db) => db.selectFrom('published.profile_adjusted').selectAll(),
    calibration: (db) => db.selectFrom('published.profile_calibration').selectAll(),
    everybody: (db) =>
      db
        .selectFrom('published.profile')
        .select(['reference_year', 'not_registered', 'hidden'])
        .where('dimension', '=', 'by_total'),
    deadlines: (db) =>
      db.selectFrom('published.takeup_measures').select(['reference_year', 'application_deadline_date']),
    plans: (db) =>
      db
        .selectFrom('published.wave_plans')
        .selectAll()
        .where('reference_year', 'in', (years) =>
          years.selectFrom('published.profile').select('reference_year'),
        )
        .orderBy('sent_on'),
  },
  keys: ({data, choice}) => {
    const rows = ofYear(data.adjusted, choice.year);
    const clear = rows.filter((row) => num(row, 'effect_low') > 0 || num(row, 'effect_high') < 0);
    return [
      {
        label: 'Vergeleken groepen',
        value: count(rows.length),
        detail: `van ${count(distinct(rows, 'dimension').length)} kenmerken`,
      },
      {
        label: 'Verschil buiten de marge',
        value: count(clear.length),
        detail: `van de ${someHidden(rows, 'effect') ? 'getoonde ' : ''}groepen, bij al het andere gelijk (95%)`,
      },
    ];
  },
  figures: (context) => [
    effects(context),
    overYears(context),
    calibrated(context),
    splits(context),
    design(context),
  ],
});

const association = 'Dit toont samenhang, geen oorzaak; er wordt geen score per persoon gemaakt of bewaard.';

function effects({data, choice, dimensions}: PageContext): Figure {
  const rows = ofYear(data.adjusted, choice.year).map(
    (row): Row => ({...row, names: dimensions[text(row, 'dimension')] ?? ''}),
  );
  const sorted = rows
    .filter((row) => !Number.isNaN(num(row, 'effect')))
    .sort((a, b) => num(b, 'effect') - num(a, 'effect'));
  const top = sorted.find((row) => direction(row) !== 0);
  const name = (row: Row): string => groupName(text(row, 'dimension'), text(row, 'category'), dimensions);
  const moved = rows
    .filter((row) => !Number.isNaN(num(row, 'rate')) && !Number.isNaN(num(row, 'standardised_rate')))
    .sort((a, b) => shift(b) - shift(a));
  const drawn = moved.slice(0, mostDrawn);
  const most = moved[0];
  const equalled =
    most && shift(most) > 0
      ? ` Bij gelijke leeftijd en geslacht verschuift de groep ‘${name(most)}’ het meest: van ${percent(num(most, 'rate'))} naar ${percent(num(most, 'standardised_rate'))}.`
      : '';
  return {
    id: 'effecten',
    title: 'Verschil met de grootste groep, bij al het andere gelijk',
    finding: `${
      top
        ? `Het grootste ${someHidden(rows, 'effect') ? 'getoonde ' : ''}verschil buiten de marge: ${name(top)}, ${inPoints(Math.abs(num(top, 'effect')))} ${num(top, 'effect') < 0 ? 'minder vaak' : 'vaker'} zonder rekening dan ${groupName(text(top, 'dimension'), text(top, 'reference'), dimensions)}${standingAside(sidesOf(top, data.adjusted, choice.year, contrasted(top)), choice.year)}.`
        : sorted.length > 0
          ? 'Geen enkele groep verschilt buiten de marge van haar vergelijkingsgroep.'
          : tooSmall
    }${equalled}`,
    ...(drawn.length > 1 && {
      description:
        'Per groep een open ring bij haar eigen aandeel zonder rekening, en een volle stip bij dat aandeel met de leeftijden en geslachten van iedereen.',
      chart: (width: number) =>
        dumbbells(
          drawn.map((row) => ({
            label: name(row),
            from: num(row, 'rate'),
            to: num(row, 'standardised_rate'),
          })),
          width,
          percent,
        ),
    }),
    table: {
      caption: `Ruwe en aangepaste verschillen, refertejaar ${choice.year}`,
      columns: [
        {key: 'names', label: 'Kenmerk', kind: 'text'},
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'rate', label: 'Ruw', kind: 'percent'},
        {key: 'standardised_rate', label: 'Bij gelijke leeftijd en geslacht', kind: 'percent'},
        {key: 'standardised_low', label: 'Ondergrens daarvan', kind: 'percent'},
        {key: 'standardised_high', label: 'Bovengrens daarvan', kind: 'percent'},
        {key: 'effect', label: 'Verschil in procentpunt, al het andere gelijk', kind: 'points'},
        {key: 'effect_low', label: 'Ondergrens', kind: 'points'},
        {key: 'effect_high', label: 'Bovengrens', kind: 'points'},
        {key: 'remark', label: 'Opmerking', kind: 'text'},
      ],
      rows,
    },
    notes: [
      ...(drawn.length > 1
        ? [
            `Ring: het eigen aandeel zonder rekening; stip: bij gelijke leeftijd en geslacht.${moved.length > drawn.length ? ` De grafiek toont de ${mostDrawn} groepen die het meest verschuiven; de tabel toont ze alle.` : ''} De as begint niet bij nul.`,
          ]
        : []),
      'Verschil: gemiddeld marginaal effect van een logistische regressie op alle kenmerken samen, in procentpunten, tegenover de vergelijkingsgroep van het kenmerk; marge 95%.',
      'Groepen onder 100 personen tellen bij de vergelijkingsgroep van hun kenmerk. Wie in een groep zit waarin iedereen of niemand een rekening heeft, blijft buiten de regressie en buiten haar gemiddelden.',
      'Bij gelijke leeftijd en geslacht: het aandeel dat de groep zou hebben met de samenstelling van iedereen; een leeftijd bij gelijk geslacht, een geslacht bij gelijke leeftijd. Marge 95%.',
      'Waar een groep geen mensen heeft van een leeftijd en geslacht (een leeg stratum), telt haar aandeel op die leeftijd, en zonder mensen van die leeftijd dat van de hele groep. De opmerking zegt hoe vaak dat zo is.',
      association,
    ],
  };
}

/** How far a group moves when it is given the ages and sexes of everybody. */
const shift = (row: Row): number => Math.abs(num(row, 'standardised_rate') - num(row, 'rate'));

/** In a chart that is read from above: as many rows as fit a glance. */
const mostDrawn = 12;

/** Points with their sign, on the axis of a chart. */
const inSigned = (share: number): string => signed(points(share));

/** The same effects in every year: what holds in two of them is more than one year's chance. */
function overYears({data, choice, dimensions}: PageContext): Figure {
  const years = [...new Set((data.adjusted ?? []).map((row) => num(row, 'reference_year')))]
    .filter((year) => year <= choice.year)
    .sort((a, b) => b - a)
    .slice(0, 4);
  const rows = ofYear(data.adjusted, choice.year)
    .filter((row) => !Number.isNaN(num(row, 'effect')))
    .map(
      (row): Row => ({
        names: dimensions[text(row, 'dimension')] ?? '',
        category: text(row, 'category'),
        group: groupName(text(row, 'dimension'), text(row, 'category'), dimensions),
        ...{now: num(row, 'effect'), low: num(row, 'effect_low'), high: num(row, 'effect_high')},
        ...Object.fromEntries(
          years.map((year) => [`effect_${year}`, orNull(effectIn(row, ofYear(data.adjusted, year)).effect)]),
        ),
        holds: standing(sidesOf(row, data.adjusted, choice.year, contrasted(row))),
        size: Math.abs(num(row, 'effect')),
      }),
    )
    .sort((a, b) => num(b, 'size') - num(a, 'size'));
  const held = rows.filter((row) => row.holds === lasting);
  return {
    id: 'over-de-jaren',
    title: 'Welke verschillen houden stand?',
    finding:
      rows.length === 0
        ? tooSmall
        : !years.includes(choice.year - 1)
          ? `Voor ${choice.year} is er geen vorig refertejaar: of een verschil standhoudt, is nog niet te zeggen.`
          : `${count(held.length)} van ${count(rows.length)} verschillen ${plural(held.length, 'houdt', 'houden')} stand in ${choice.year - 1} en ${choice.year}; wat alleen in ${choice.year} blijkt, is voorlopig.`,
    ...(rows.length > 1 && {
      description: `Een stip met een interval per groep, tegen een nullijn: de grootste verschillen van ${choice.year}, en of ze standhouden.`,
      chart: (width: number) =>
        effectsChart(
          // a longer list is a tangle; the table below has every difference
          rows.slice(0, mostDrawn).map((row) => ({
            label: text(row, 'group'),
            ...{value: num(row, 'now'), low: num(row, 'low'), high: num(row, 'high')},
            shown: `${inSigned(num(row, 'now'))}${row.holds === lasting ? ' · houdt stand' : ''}`,
          })),
          width,
          points,
        ),
    }),
    table: {
      caption: `Gemiddeld marginaal effect in procentpunt, per refertejaar tot en met ${choice.year}`,
      columns: [
        {key: 'names', label: 'Kenmerk', kind: 'text'},
        {key: 'category', label: 'Groep', kind: 'text'},
        ...years.map((year) => ({key: `effect_${year}`, label: String(year), kind: 'points'}) as const),
        {key: 'holds', label: 'Standvastig', kind: 'text'},
      ],
      rows,
    },
    isTableOpen: false,
    notes: [
      'Een verschil houdt stand als het in dit refertejaar en in het vorige buiten de marge van 95% ligt, in dezelfde richting en tegenover dezelfde groep.',
      ...(rows.length > mostDrawn
        ? [`De grafiek toont de ${mostDrawn} grootste verschillen; de tabel toont ze alle.`]
        : []),
      association,
    ],
  };
}

interface Effect {
  readonly effect: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The difference of a group with the group that it is compared with, in another year: the largest may be another then.
 * Where the two changed places it is the same difference seen from the other side; else that year does not hold it.
 */
function effectIn({dimension, category, reference}: Row, rows: Rows): Effect {
  const find = (name: Value | undefined, other: Value | undefined): Row | undefined =>
    rows.find((row) => row.dimension === dimension && row.category === name && row.reference === other);
  const [same, turned] = [find(category, reference), find(reference, category)];
  return same
    ? {effect: num(same, 'effect'), low: num(same, 'effect_low'), high: num(same, 'effect_high')}
    : {
        effect: -num(turned, 'effect'),
        low: -num(turned, 'effect_high'),
        high: -num(turned, 'effect_low'),
      };
}

/** The side of zero on which an effect lies with its whole margin. */
const direction = (row: Row | undefined): Side => sideOf(num(row, 'effect_low'), num(row, 'effect_high'));

const contrasted =
  (group: Row) =>
  (_: Row | undefined, rows: Rows): Side => {
    const {low, high} = effectIn(group, rows);
    return sideOf(low, high);
  };

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Whether the regression expects what happened. */
function calibrated({data, choice}: PageContext): Figure {
  const rows = ofYear(data.calibration, choice.year);
  const outside = rows.filter(
    (row) => num(row, 'expected') < num(row, 'rate_low') || num(row, 'expected') > num(row, 'rate_high'),
  );
  return {
    id: 'ijking',
    title: 'Klopt wat de regressie verwacht?',
    finding:
      rows.length === 0
        ? tooSmall
        : outside.length === 0
          ? `In elk van de ${count(rows.length)} delen ligt wat verwacht werd binnen de marge van wat gebeurde.`
          : `In ${count(outside.length)} van de ${count(rows.length)} delen ligt wat verwacht werd buiten de marge van wat gebeurde.`,
    description: 'Een punt per tiende van de rechthebbenden: verwacht en werkelijk aandeel zonder rekening.',
    chart: (width) =>
      calibration(
        rows
          .filter((row) => !Number.isNaN(num(row, 'rate')))
          .map((row) => ({
            expected: num(row, 'expected'),
            observed: num(row, 'rate'),
            low: num(row, 'rate_low'),
            high: num(row, 'rate_high'),
          })),
        width,
        percent,
      ),
    table: {
      caption: `Verwacht en werkelijk aandeel zonder rekening, refertejaar ${choice.year}`,
      columns: [
        {key: 'part_no', label: 'Deel', kind: 'count'},
        {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'expected', label: 'Verwacht', kind: 'percent'},
        {key: 'rate', label: 'Werkelijk', kind: 'percent'},
        {key: 'rate_low', label: 'Ondergrens', kind: 'percent'},
        {key: 'rate_high', label: 'Bovengrens', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'De rechthebbenden in tien even grote delen, van wie de regressie het minst tot wie ze het vaakst zonder rekening verwacht. Wie in een groep zit waarin iedereen of niemand een rekening heeft, blijft erbuiten. Een verwachting per persoon wordt niet bewaard.',
    ],
  };
}

function splits({data, choice, dimensions}: PageContext): Figure {
  const rows = ofYear(data.adjusted, choice.year)
    .filter((row) => length(row, 'not_registered') >= 50)
    .sort((a, b) => length(b, 'index') - length(a, 'index'))
    .map(
      (row): Row => ({...row, group: groupName(text(row, 'dimension'), text(row, 'category'), dimensions)}),
    );
  const top = rows[0];
  const drawn = rows.filter((row) => !Number.isNaN(num(row, 'rate_part'))).slice(0, mostDrawn / 2);
  return {
    id: 'samenstelling',
    title: 'Ander gedrag of een andere samenstelling?',
    finding: top
      ? `Van het verschil tussen de groep ‘${text(top, 'group')}’ en iedereen komt ${inPoints(num(top, 'composition_part'))} van de samenstelling naar ${equalled(text(top, 'dimension'))} en ${inPoints(num(top, 'rate_part'))} van de groep zelf.`
      : tooSmall,
    ...(drawn.length > 0 && {
      description:
        'Twee lijnen per groep vanaf nul, in procentpunt tegenover iedereen: wat van de groep zelf komt en wat van haar opbouw.',
      chart: (width: number) =>
        effectsChart(
          drawn.flatMap((row) => [
            fromZero(row, 'rate_part', 'zelf'),
            fromZero(row, 'composition_part', 'opbouw'),
          ]),
          width,
          points,
        ),
    }),
    table: {
      caption: `Oververtegenwoordiging en splitsing van Kitagawa, refertejaar ${choice.year}`,
      columns: [
        {key: 'group', label: 'Groep', kind: 'text'},
        {key: 'index', label: 'Oververtegenwoordiging', kind: 'written'},
        {key: 'index_low', label: 'Ondergrens', kind: 'written'},
        {key: 'index_high', label: 'Bovengrens', kind: 'written'},
        {key: 'rate_part', label: 'Door de groep zelf (procentpunt)', kind: 'points'},
        {key: 'composition_part', label: 'Door de samenstelling (procentpunt)', kind: 'points'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
      ],
      rows: rows.map(
        (row): Row => ({
          ...row,
          ...Object.fromEntries(
            ['index', 'index_low', 'index_high'].map((key) => [key, decimal(num(row, key).toFixed(2), 2)]),
          ),
        }),
      ),
    },
    notes: [
      'Oververtegenwoordiging: het aandeel zonder rekening, gedeeld door dat van iedereen; 1,00 is zoals verwacht, marge 95% (Wilson).',
      ...(rows.length > drawn.length
        ? [
            `De grafiek toont de ${drawn.length} meest oververtegenwoordigde groepen; de tabel toont elke groep met minstens 50 mensen zonder rekening.`,
          ]
        : []),
      'Samenstelling, of opbouw, naar leeftijd en geslacht; voor een leeftijd alleen naar geslacht, voor een geslacht alleen naar leeftijd.',
      association,
    ],
  };
}

/** A part of a difference as a line from zero to its dot. */
const fromZero = (row: Row, key: string, part: string): Drawn => {
  const value = num(row, key);
  return {
    label: `${text(row, 'group')}: ${part}`,
    ...{value, low: Math.min(0, value), high: Math.max(0, value)},
    shown: inSigned(value),
  };
};

/** What the make-up of a group is compared by: people of one age differ from everybody in age by what they are. */
const equalled = (dimension: string): string =>
  ({by_age: 'geslacht', by_sex: 'leeftijd'})[dimension] ?? 'leeftijd en geslacht';

/** What a randomised wave of letters could show: the smallest difference found four times out of five. */
function design({data, choice, provenance}: PageContext): Figure {
  const waiting = length(ofYear(data.everybody, choice.year)[0], 'not_registered');
  const plan = ofYear(data.plans, choice.year).at(-1);
  const isOpen = isStillOpen(ofYear(data.deadlines, choice.year)[0], provenance.asOf);
  const share = plan ? num(plan, 'holdout_share') : 0.5;
  const least = num(plan, 'minimum_effect');
  const holdout = Math.round(waiting * share);
  const rows = [0.1, 0.2, 0.3, 0.5].map((response): Row => {
    const difference = smallestRise(response, waiting - holdout, holdout);
    return {
      // assumed in whole percents
      ...{response, decimals: 0, treated: waiting - holdout, holdout},
      difference: orNull(difference),
      least: orNull(least),
      verdict: difference <= least ? 'groot genoeg' : 'te klein',
      size: plan ? armSize(response, response + least) : null,
    };
  });
  const shown = num(rows[1], 'difference');
  return {
    id: 'ontwerp',
    title: 'Wat zou een volgende briefronde kunnen aantonen?',
    finding: !isOpen
      ? `Voor ${choice.year} is de uiterste dag voorbij: er wacht niemand die nog een brief kan krijgen. De tabel zegt wat een ronde over even veel mensen had kunnen aantonen.`
      : `Met ${count(waiting)} mensen zonder rekening, van wie door loting ${plan ? percent(share, 0) : 'de helft'} wacht, is bij een respons van 20% zonder brief een verschil van ${inPoints(shown)} aantoonbaar${plan ? `; het plan telt vanaf ${inPoints(least)}` : ''}.`,
    table: {
      caption: 'Kleinste aantoonbare verschil (80% zekerheid, 5% tweezijdig)',
      columns: [
        {key: 'response', label: 'Respons zonder brief', kind: 'about'},
        {key: 'treated', label: 'Krijgen een brief', kind: 'count'},
        {key: 'holdout', label: 'Wachten', kind: 'count'},
        {key: 'difference', label: 'Kleinste verschil (procentpunt)', kind: 'points'},
        ...(plan
          ? ([
              {key: 'least', label: 'Plan telt vanaf (procentpunt)', kind: 'points'},
              {key: 'verdict', label: 'De groep is', kind: 'text'},
              {key: 'size', label: 'Nodig per groep, bij gelijke groepen', kind: 'count'},
            ] as const)
          : []),
      ],
      rows,
    },
    notes: [
      plan
        ? `Het deel dat wacht en het kleinste effect dat telt, staan in het plan van ${inSentence(actionName(text(plan, 'wave')))}. ${provenanceOf(plan)}`
        : 'Voor dit refertejaar is er geen plan: hier wacht de helft.',
      'Alleen een gelote vergelijking zegt wat een brief doet; zonder loting is het effect niet te schatten.',
    ],
  };
}

/** Which day the plan names, and whether the audit trail proves that it was there before the wave. */
function provenanceOf(plan: Row): string {
  const [known, sent] = [text(plan, 'known_on'), text(plan, 'sent_on')];
  const says = `Het plan noemt ${shortDay(text(plan, 'fixed_on'))} als dag waarop het vastlag; de golf vertrok op ${shortDay(sent)}.`;
  if (known === '') return `${says} In het controlespoor staat het niet.`;
  return known < sent
    ? `${says} Het controlespoor kent het sinds ${shortDay(known)}, dus voor de golf.`
    : `${says} Het controlespoor kent het pas sinds ${shortDay(known)}: dat het er voor de golf al was, is niet te bewijzen.`;
}

const inPoints = (share: number): string =>
  Number.isFinite(share) ? `${points(share)} procentpunt` : 'een niet te tonen aantal procentpunt';
