import {count, euro, longDay, percent, points, shortDay, signed} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {hiddenSign, isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {effects} from '../charts/effects.js';
import {stacks} from '../charts/stacks.js';
import {length, ofYear, shownOr, someHidden, withShare} from '../pick.js';
import {colours} from '../theme.js';
import {actionName, inSentence} from '../words.js';

/** Which letters and reminders work, and where that cannot be told. */
export default page({
  title: 'Welke brieven en herinneringen werken?',
  menu: 'Brieven',
  order: 28,
  lead: 'Een effect staat hier alleen als er iemand is om eerlijk mee te vergelijken. Waar dat niet kan, staat dat er ook.',
  filters: ['year'],
  rows: {
    outreach: (db) => db.selectFrom('published.outreach').selectAll(),
    contacts: (db) => db.selectFrom('published.last_contacts').selectAll(),
    channels: (db) => db.selectFrom('published.channels_reached').selectAll(),
  },
  keys: ({data, choice}) => {
    const rows = ofYear(data.outreach, choice.year);
    const estimated = rows.filter((row) => row.verdict === 'estimated').length;
    return [
      {
        label: 'Acties met een uitspraak',
        value: `${estimated} van ${rows.length}`,
        detail: `refertejaar ${choice.year}`,
      },
      {
        label: 'Registraties na een brief',
        value: count(
          ofYear(data.contacts, choice.year).reduce((sum, row) => sum + length(row, 'persons'), 0),
        ),
        detail: 'van wie nog geen rekening had toen de brief vertrok',
      },
    ];
  },
  figures: (context) => [
    effectsFigure(context),
    seriesFigure(context),
    contactsFigure(context),
    channelsFigure(context),
  ],
});

const designs: Readonly<Record<string, string>> = {
  randomised: 'loting met wachtgroep',
  event_study: 'vergelijking met wie later aan de beurt was',
  series: 'geen vergelijking, alleen een reeks',
  none: 'geen vergelijking',
};
const verdicts: Readonly<Record<string, string>> = {
  estimated: 'geschat',
  not_estimable: 'niet te schatten',
  invalid: 'ongeldig',
  window_open: 'venster nog open',
};
const change = (share: number): string => signed(points(share));

const named = (rows: Rows | undefined): Row[] =>
  (rows ?? []).map((row) => ({...row, action: actionName(text(row, 'action'))}));

/** How many of how many; a hidden count stays hidden. */
const outOf = (row: Row, part: string, whole: string): string => {
  if (Number.isNaN(num(row, whole))) return isHidden(row, whole) ? hiddenSign : '–';
  if (isHidden(row, part)) return `${hiddenSign} van ${count(num(row, whole))}`;
  return Number.isNaN(num(row, part))
    ? count(num(row, whole))
    : `${count(num(row, part))} van ${count(num(row, whole))}`;
};

/** Whether the audit trail proves that the plan is older than its wave. */
const isProven = (row: Row): boolean =>
  text(row, 'plan_known_on') !== '' && text(row, 'plan_known_on') < text(row, 'sent_on');

/** The first digits of the plan, and since when the trail knows it. */
function planOf(row: Row): string {
  const hash = text(row, 'plan_hash').slice(0, 6);
  const known = text(row, 'plan_known_on');
  if (hash === '') return '';
  if (known === '') return `${hash}, niet in het controlespoor`;
  return `${hash}, in het controlespoor op ${shortDay(known)}${isProven(row) ? '' : ', na de golf'}`;
}

/** What one registration more cost; nothing where the effect may be nothing. */
const costOf = (row: Row): string =>
  Number.isNaN(num(row, 'cost_per_registration_eur'))
    ? ''
    : ` Een extra registratie kostte ${inEuro(row, 'cost_per_registration_eur')} (tussen ${inEuro(row, 'cost_low_eur')} en ${inEuro(row, 'cost_high_eur')}), aan ${inEuro(row, 'cost_per_letter_eur')} per brief.`;

const inEuro = (row: Row, key: string): string => euro(num(row, key).toFixed(2));

function doubtOf(row: Row): string {
  if (text(row, 'plan_hash') === '') return '';
  return isProven(row)
    ? ` Het plan staat in het controlespoor sinds ${longDay(text(row, 'plan_known_on'))}, voor de golf.`
    : ' Dat het plan er voor de golf al was, is niet te bewijzen.';
}

function effectsFigure({data, choice}: PageContext): Figure {
  const rows = named(data.outreach)
    // what reached everybody has no effect to show: of the chosen year only, to say so
    .filter((row) => row.design !== 'series' || row.reference_year === choice.year)
    .sort(
      (a, b) =>
        num(b, 'reference_year') - num(a, 'reference_year') ||
        (text(a, 'action') < text(b, 'action') ? -1 : 1),
    )
    .map(
      (row): Row => ({
        ...row,
        design_name: designs[text(row, 'design')] ?? text(row, 'design'),
        verdict_name: verdicts[text(row, 'verdict')] ?? text(row, 'verdict'),
        plan: planOf(row),
        cost_text: Number.isNaN(num(row, 'cost_per_registration_eur'))
          ? ''
          : `${inEuro(row, 'cost_per_registration_eur')} (${inEuro(row, 'cost_low_eur')} tot ${inEuro(row, 'cost_high_eur')})`,
        treated_text: outOf(row, 'treated_registered', 'treated'),
        control_text: outOf(row, 'control_registered', 'control'),
        effect_text: Number.isNaN(num(row, 'effect'))
          ? (verdicts[text(row, 'verdict')] ?? '')
          : `${change(num(row, 'effect'))} procentpunt (${change(num(row, 'low'))} tot ${change(num(row, 'high'))})`,
      }),
    );
  const ofThis = ofYear(rows, choice.year);
  const estimated = ofThis.filter((row) => row.verdict === 'estimated' && !Number.isNaN(num(row, 'effect')));
  return {
    id: 'effecten',
    title: 'Wat een brief of herinnering veranderde',
    finding:
      estimated.length > 0
        ? estimated
            .map(
              (row) =>
                `${text(row, 'action')}: ${change(num(row, 'effect'))} procentpunt registraties binnen ${num(row, 'window_days')} dagen (tussen ${change(num(row, 'low'))} en ${change(num(row, 'high'))}). ${text(row, 'reason')}${costOf(row)}${doubtOf(row)}`,
            )
            .join(' ')
        : `Voor ${choice.year} is ${ofThis.some((row) => row.verdict === 'window_open') ? 'nog ' : ''}geen enkel effect te schatten. ${text(ofThis[0], 'reason')}`,
    description:
      'Een stip met een interval per actie, tegen een nullijn; acties zonder vergelijking staan in woorden.',
    chart: (width) =>
      effects(
        rows.map((row) => {
          const isKnown = row.verdict === 'estimated' && !Number.isNaN(num(row, 'effect'));
          return {
            label: text(row, 'action'),
            value: isKnown ? num(row, 'effect') : null,
            low: isKnown ? num(row, 'low') : null,
            high: isKnown ? num(row, 'high') : null,
            shown: isKnown ? `${change(num(row, 'effect'))} procentpunt` : text(row, 'verdict_name'),
          };
        }),
        width,
        (value) => percent(value, 0),
      ),
    isTableOpen: true,
    table: {
      caption: 'Acties, hun opzet en hun uitkomst',
      columns: [
        {key: 'action', label: 'Actie', kind: 'text'},
        {key: 'design_name', label: 'Opzet', kind: 'text'},
        {key: 'treated_text', label: 'Aangeschreven zonder rekening', kind: 'written'},
        {key: 'control_text', label: 'Vergelijkingsgroep', kind: 'written'},
        {key: 'effect_text', label: 'Effect (marge 95%)', kind: 'text'},
        {key: 'cost_text', label: 'Per extra registratie', kind: 'text'},
        {key: 'reason', label: 'Uitspraak', kind: 'text'},
        {key: 'plan', label: 'Plan', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Bij een loting telt iedereen mee in de groep waarin hij geloot werd, wat er ook van de brief kwam; de marge is die van Newcombe, 95%. Het plan noemt populatie, groepen, uitkomst en venster, en een dag voor de golf vanaf welke het vastligt. De eerste tekens van zijn controlegetal staan in de tabel.',
      'Een bestand kan teruggedateerd zijn, het controlespoor niet: alleen een plan dat daar voor de golf al in stond, is bewezen ouder dan de golf.',
      'Bij de eerste brieven staat wie nog geen rekening had op de dag van de allereerste brief van het jaar, ook wie registreerde nog voor de eigen brief vertrok. Dat zijn meer mensen dan op Tijd en kanaal, waar de dag van de eigen brief telt.',
      'Zonder loting worden eerste brieven vergeleken met wie zijn brief later kreeg. Verschilden die groepen al vóór de brief, dan volgt geen uitspraak.',
      'De kost per extra registratie is de kost van een brief, die het plan aanneemt, gedeeld door zijn effect, met de grenzen van dat effect. Kan het effect ook nul zijn, dan staat er geen kost.',
      'De piek na een brief is nooit zijn effect: wie nog wacht, is een steeds kleinere en moeilijkere groep.',
    ],
  };
}

/** The pace of everybody who waits, broken at an action: a sign where there is nobody to compare with. */
function seriesFigure({data, choice}: PageContext): Figure {
  const rows = named(ofYear(data.outreach, choice.year))
    .filter((row) => row.design === 'series')
    .sort((a, b) => (text(a, 'sent_on') < text(b, 'sent_on') ? -1 : 1))
    .map(
      (row): Row => ({
        ...row,
        pace: Number.isNaN(num(row, 'series_ratio'))
          ? 'niet te zeggen'
          : `× ${ratio(num(row, 'series_ratio'))} (${ratio(num(row, 'series_low'))} tot ${ratio(num(row, 'series_high'))})`,
      }),
    );
  const signs = rows.filter((row) => !Number.isNaN(num(row, 'series_ratio')));
  return {
    id: 'reeks',
    title: 'Wat een reeks op zich laat zien (indicatief)',
    finding:
      rows.length === 0
        ? `Voor ${choice.year} zijn er geen acties zonder vergelijkingsgroep.`
        : signs.length === 0
          ? `Voor geen van de ${rows.length} acties over ${choice.year} zonder vergelijkingsgroep laat de reeks op zich een uitspraak toe. Zo bij ‘${text(rows[0], 'action')}’: ${inSentence(text(rows[0], 'series_reason'))}`
          : signs.map((row) => `${text(row, 'action')}: ${text(row, 'series_reason')}`).join(' '),
    table: {
      caption: `Acties zonder vergelijkingsgroep, refertejaar ${choice.year}`,
      columns: [
        {key: 'action', label: 'Actie', kind: 'text'},
        {key: 'sent_on', label: 'Dag', kind: 'day'},
        {key: 'pace', label: 'Wekelijks tempo erna', kind: 'text'},
        {key: 'series_reason', label: 'Wat de reeks zegt', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Indicatief: het tempo van iedereen die wacht, met een lijn, het seizoen, december en een breuk op de dag van de actie (fouten volgens Newey en West). Wat op dezelfde dag nog gebeurde, zit erin; een breuk is dus nooit het effect van de actie.',
      'Een reeks spreekt pas met een jaar ervoor, acht weken erna, genoeg registraties en geen andere actie in de buurt.',
    ],
  };
}

const ratio = (value: number): string => value.toFixed(2).replace('.', ',');

const contacts: Readonly<Record<string, string>> = {
  none: 'Nog voor het eerste contact',
  letter_ebox: 'Brief via e-Box',
  letter_paper: 'Brief op papier',
  reminder_ebox: 'Herinnering via e-Box',
  reminder_paper: 'Herinnering op papier',
};
const spans = ['binnen een week', '1 tot 2 weken', '2 tot 3 weken', '3 tot 4 weken', 'na 4 weken'] as const;

function contactsFigure({data, choice}: PageContext): Figure {
  const rows = ofYear(data.contacts, choice.year);
  const kinds = Object.keys(contacts).filter((kind) => rows.some((row) => row.last_contact === kind));
  const persons = (kind: string, span?: number): number =>
    rows
      .filter((row) => row.last_contact === kind && (span === undefined || row.weeks_between === span))
      .reduce((sum, row) => sum + length(row, 'persons'), 0);
  const total = kinds.reduce((sum, kind) => sum + persons(kind), 0);
  const first = [...kinds].sort((a, b) => persons(b) - persons(a))[0];
  return {
    id: 'laatste-contact',
    title: 'Het laatste contact voor de registratie',
    finding:
      first && total > 0
        ? `${percent(persons(first) / total)} van de ${someHidden(rows, 'persons') ? 'getoonde ' : ''}registraties kwam na ‘${contacts[first]!}’ als laatste contact; ${percent(kinds.reduce((sum, kind) => sum + persons(kind, 0), 0) / total)} kwam binnen een week na het laatste contact.`
        : `Voor ${choice.year} zijn er nog geen registraties na een brief.`,
    description: 'Gestapelde staven per laatste contact: binnen een week, één tot vier weken, later.',
    chart: (width) =>
      stacks(
        kinds.map((kind) => ({
          label: contacts[kind]!,
          parts: [
            {label: 'binnen een week', value: persons(kind, 0), colour: colours.registered},
            {
              label: '1 tot 4 weken',
              value: persons(kind, 1) + persons(kind, 2) + persons(kind, 3),
              colour: colours.notified,
            },
            {label: 'na 4 weken', value: persons(kind, 4), colour: colours.entitled},
          ],
        })),
        width,
        count,
      ),
    table: {
      caption: `Registraties naar laatste contact, refertejaar ${choice.year}`,
      columns: [
        {key: 'contact', label: 'Laatste contact', kind: 'text'},
        {key: 'span', label: 'Tijd tot de registratie', kind: 'text'},
        {key: 'persons', label: 'Registraties', kind: 'count'},
      ],
      rows: rows.map(
        (row): Row => ({
          ...row,
          contact: contacts[text(row, 'last_contact')] ?? text(row, 'last_contact'),
          span: spans[num(row, 'weeks_between')] ?? '',
        }),
      ),
    },
    notes: [
      'Dit zegt wanneer mensen kwamen, niet waardoor. Van wie de rekening al gekend was voor de brief, staat hier niets.',
      'Wie via e-Box én op papier aangeschreven is, staat alleen bij het laatste contact.',
    ],
  };
}

const reached: Readonly<Record<string, string>> = {
  ebox: 'Alleen via e-Box',
  paper: 'Alleen op papier',
  both: 'Via e-Box én op papier',
};

/** Channels overlap: whoever was reached both ways stands apart. */
function channelsFigure({data, choice}: PageContext): Figure {
  const found = ofYear(data.channels, choice.year);
  const rows = Object.keys(reached).flatMap((channels) =>
    found
      .filter((row) => row.channels === channels)
      .map(
        (row): Row =>
          withShare({...row, channels_name: reached[channels]!}, 'share', 'registered', 'persons'),
      ),
  );
  const all = rows.reduce((sum, row) => sum + num(row, 'persons'), 0);
  const both = rows.find((row) => row.channels === 'both');
  return {
    id: 'kanalen',
    title: 'Bereikt via één kanaal of via beide',
    finding:
      rows.length === 0
        ? `Voor ${choice.year} kreeg nog niemand een brief.`
        : both
          ? `${shownOr(both, 'persons', count)} mensen kregen brieven via e-Box én op papier${Number.isNaN(all) ? '' : `, van de ${count(all)} zonder rekening toen hun eerste brief vertrok`}.`
          : `Niemand kreeg voor ${choice.year} brieven via e-Box én op papier.`,
    isTableOpen: true,
    table: {
      caption: `Kanalen van brieven en herinneringen tot de registratie, refertejaar ${choice.year}`,
      columns: [
        {key: 'channels_name', label: 'Bereikt', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'registered', label: 'Geregistreerd', kind: 'count'},
        {key: 'share', label: 'Aandeel', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'Wie via beide kanalen aangeschreven is, kreeg een herinnering omdat de registratie uitbleef: een lager aandeel zegt dat ze langer wachtten, niet dat een kanaal slechter werkt.',
      'Een kanaal telt vanaf het verzenden. Of een brief in de e-Box gelezen is, wordt niet geleverd.',
    ],
  };
}
