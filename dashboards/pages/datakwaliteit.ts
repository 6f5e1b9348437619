import {count, euroShort, longDay, percent, shortDay} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row, type TableColumn} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {spreads} from '../charts/spreads.js';
import {lossFigure} from '../figures/information-loss.js';
import {ofEverybody, ofYear} from '../pick.js';
import {colours} from '../theme.js';
import {listed, plural} from '../words.js';

/** What came in, what did not load, and whether the figures hold. */
export default page({
  title: 'Kunnen we op deze cijfers rekenen?',
  menu: 'Datakwaliteit',
  order: 60,
  lead: 'Elke levering met haar rijen, wat in quarantaine staat en waarom, en de controles op het resultaat.',
  filters: ['year'],
  rows: {
    deliveries: (db) => db.selectFrom('published.deliveries').selectAll(),
    quarantine: (db) => db.selectFrom('published.quarantine_reasons').selectAll(),
    checks: (db) => db.selectFrom('published.check_results').selectAll(),
    rounds: (db) => db.selectFrom('published.check_rounds').selectAll(),
    advice: (db) => db.selectFrom('published.advice_differences').selectAll(),
    wages: (db) => db.selectFrom('published.wage_quantiles').selectAll(),
    loss: (db) =>
      db
        .selectFrom('published.profile_cells')
        .groupBy(['reference_year', 'dimension'])
        .select(['reference_year', 'dimension'])
        .select(({fn, cast}) => [
          cast<number>(fn.countAll(), 'integer').as('cells'),
          cast<number>(fn.count('entitled'), 'integer').as('counted'),
          cast<number>(fn.count('registered').filterWhere('entitled', 'is not', null), 'integer').as('split'),
          cast<number>(fn.sum('entitled'), 'integer').as('people'),
          cast<number>(fn.sum('entitled').filterWhere('registered', 'is not', null), 'integer').as(
            'people_split',
          ),
        ])
        .orderBy('reference_year')
        .orderBy('dimension'),
  },
  keys: ({data}) => {
    const deliveries = (data.deliveries ?? []).filter((row) => row.is_in_force === true);
    const sum = (key: string): number => deliveries.reduce((total, row) => total + num(row, key), 0);
    const failing = (data.checks ?? []).filter((row) => num(row, 'failing_count') > 0);
    const ran = (data.checks ?? []).length > 0;
    return [
      {
        label: 'Rijen geladen',
        value: count(sum('loaded_count')),
        detail: `uit ${count(new Set(deliveries.map((row) => row.delivery_id)).size)} leveringen`,
      },
      {
        label: 'In quarantaine',
        value: count(sum('quarantined_count')),
        detail: `${percent(sum('quarantined_count') / sum('row_count'), 2)} van de rijen`,
      },
      ran
        ? {
            label: 'Controles geslaagd',
            value: count((data.checks ?? []).length - failing.length),
            detail: `van ${count((data.checks ?? []).length)}, op ${longDay(text(data.checks?.[0], 'checked_at'))}`,
          }
        : {label: 'Controles', value: 'niet uitgevoerd', detail: 'sinds de laatste berekening'},
    ];
  },
  figures: (context) => {
    const {data, choice, provenance} = context;
    const names: Readonly<Record<string, string>> = {full: 'volledig', delta: 'wijzigingen'};
    const deliveries = [...(data.deliveries ?? [])]
      .filter((row) => row.reference_year === choice.year || row.reference_year === null)
      .map(
        (row): Row => ({
          ...row,
          mode_label: names[text(row, 'mode')] ?? '',
          table_label: tableName(row),
          state: row.is_in_force === true ? 'geldig' : 'vervangen',
        }),
      );
    const checks = [...(data.checks ?? [])]
      .filter((row) => row.reference_year === choice.year || row.reference_year === null)
      .sort((a, b) => num(b, 'failing_count') - num(a, 'failing_count'))
      .map(
        (row): Row => ({
          ...row,
          result:
            num(row, 'failing_count') === 0
              ? 'in orde'
              : row.severity === 'error'
                ? 'mislukt'
                : 'aandachtspunt',
        }),
      );
    const errors = checks.filter((row) => row.result === 'mislukt').length;
    const history = roundsOf(
      (data.rounds ?? []).filter((row) => row.reference_year === choice.year || row.reference_year === null),
    );
    const derived = checks.filter(isDerived);
    const advice = new Map<string, number>();
    for (const row of ofYear(data.advice, choice.year)) {
      if (Number.isNaN(num(row, 'persons'))) continue;
      const label = [text(row, 'direction'), text(row, 'size')].filter((part) => part !== '').join(', ');
      advice.set(label, (advice.get(label) ?? 0) + num(row, 'persons'));
    }
    const agreed = advice.get('gelijk') ?? 0;
    const compared = [...advice]
      .filter(([label]) => /gelijk|hoger/.test(label))
      .reduce((sum, [, n]) => sum + n, 0);
    const adviceRows = [...advice]
      .sort(([, a], [, b]) => b - a)
      .map(([label, quarters]): Row => ({label, quarters}));
    const quarantined = (data.quarantine ?? []).map((row): Row => ({...row, table_label: tableName(row)}));
    const held = quarantined.reduce((sum, row) => sum + num(row, 'row_count'), 0);
    const atStake = quarantined.reduce((sum, row) => sum + (num(row, 'at_most_eur') || 0), 0);
    return [
      {
        id: 'leveringen',
        title: 'Leveringen',
        finding: `Voor refertejaar ${choice.year} en de doorlopende stromen zijn ${count(deliveries.length)} tabellen geleverd; elke rij is geladen of staat in quarantaine.`,
        isTableOpen: true,
        table: {
          caption: 'Geleverde tabellen',
          columns: [
            {key: 'delivery_id', label: 'Levering', kind: 'text'},
            {key: 'table_label', label: 'Tabel', kind: 'text'},
            {key: 'mode_label', label: 'Soort', kind: 'text'},
            {key: 'delivered_at', label: 'Geleverd', kind: 'day'},
            {key: 'state', label: 'Toestand', kind: 'text'},
            {key: 'row_count', label: 'Rijen', kind: 'count'},
            {key: 'loaded_count', label: 'Geladen', kind: 'count'},
            {key: 'quarantined_count', label: 'Quarantaine', kind: 'count'},
            {key: 'sha256_head', label: 'Begin van het controlegetal (SHA-256)', kind: 'text'},
          ],
          rows: deliveries,
        },
        notes: deliveredLater(deliveries, provenance.asOf),
      },
      {
        id: 'quarantaine',
        title: 'Quarantaine',
        finding:
          quarantined.length === 0
            ? 'Geen enkele rij staat in quarantaine.'
            : `${count(held)} ${plural(held, 'rij staat', 'rijen staan')} in quarantaine, elk met de reden${atStake > 0 ? `; er hangt hoogstens ${euroShort(atStake)} van af` : ''}.`,
        isTableOpen: true,
        table: {
          caption: 'Rijen in quarantaine per reden',
          columns: [
            {key: 'delivery_id', label: 'Levering', kind: 'text'},
            {key: 'table_label', label: 'Tabel', kind: 'text'},
            {key: 'reason', label: 'Reden', kind: 'text'},
            {key: 'row_count', label: 'Rijen', kind: 'count'},
            {key: 'at_most_eur', label: 'Hoogstens in het geding', kind: 'euro'},
          ],
          rows: quarantined,
        },
        notes:
          quarantined.length === 0
            ? []
            : [
                'Een rij van een aangifte, een persoon of een grensdossier gaat over één persoon, die hoogstens de grootste jobbonus van het jaar en de toeslag kan krijgen. Aan de rijen van een vervangen levering hangt niets meer; van andere bronnen is het bedrag niet bekend.',
              ],
      },
      {
        id: 'controles',
        title: 'Controles',
        finding:
          checks.length === 0
            ? 'De controles zijn sinds de laatste berekening niet uitgevoerd: over deze cijfers is nog niets bevestigd.'
            : errors === 0
              ? `Alle controles die een fout kunnen aanwijzen, zijn geslaagd (${shortDay(text(checks[0], 'checked_at'))}). ${history.finding}`
              : `${count(errors)} ${plural(errors, 'controle is', 'controles zijn')} mislukt; de cijfers op deze site kunnen fout zijn. ${history.finding}`,
        isTableOpen: true,
        table: {
          caption: `Afwijkende rijen per controle voor refertejaar ${choice.year}, ronde na ronde`,
          columns: [
            {key: 'title', label: 'Controle', kind: 'text'},
            {key: 'kind', label: 'Een afwijking is een', kind: 'text'},
            ...history.columns,
            ...(history.columns.length > 1
              ? [{key: 'change', label: 'Sinds de vorige ronde', kind: 'text'} as const]
              : []),
          ],
          rows: history.rows,
        },
        notes: [
          'Elke controle zoekt rijen die er niet mogen zijn: de grens is nul. Een fout houdt het cijfer tegen; een aandachtspunt wordt geteld en opgevolgd.',
        ],
      },
      {
        id: 'afgeleide-controles',
        title: 'Controles die in elke tabel ingebouwd zijn',
        finding:
          derived.length === 0
            ? 'Deze controles zijn sinds de laatste berekening niet uitgevoerd.'
            : `${count(derived.filter((row) => row.result === 'in orde').length)} van de ${count(derived.length)} controles op sleutels, aantallen rijen en grenzen zijn in orde.`,
        isTableOpen: false,
        table: {
          caption: `Ingebouwde controles voor refertejaar ${choice.year}, per soort`,
          columns: derivedColumns,
          rows: byKind(derived),
        },
      },
      {
        id: 'magda-advies',
        title: 'Eigen referteloon naast het MAGDA-advies',
        finding:
          compared > 0
            ? `Waar beide een referteloon geven, is het in ${percent(agreed / compared)} van de kwartalen tot op de cent gelijk.`
            : `Voor refertejaar ${choice.year} is er geen advies om mee te vergelijken.`,
        description: 'Staven: aantal kwartalen per richting en grootte van het verschil.',
        chart: (width: number) =>
          bars(
            adviceRows.map((row) => ({
              label: text(row, 'label'),
              value: num(row, 'quarters'),
              shown: count(num(row, 'quarters')),
              colour: row.label === 'gelijk' ? colours.ink : colours.other,
            })),
            width,
            count,
          ),
        table: {
          caption: `Kwartalen per verschil tussen eigen berekening en MAGDA, refertejaar ${choice.year}`,
          columns: [
            {key: 'label', label: 'Verschil', kind: 'text'},
            {key: 'quarters', label: 'Kwartalen', kind: 'count'},
          ],
          rows: adviceRows,
        },
        notes: [
          'Verschillen worden geteld en getoond, nooit stilzwijgend weggewerkt: het eigen referteloon beslist.',
        ],
      },
      drift({data, choice}),
      lossFigure(context),
    ];
  },
});

const derivedColumns = [
  {key: 'kind', label: 'Controle', kind: 'text'},
  {key: 'layer', label: 'Op', kind: 'text'},
  {key: 'checks', label: 'Controles', kind: 'count'},
  {key: 'failing', label: 'Waarvan mislukt', kind: 'count'},
  {key: 'failing_count', label: 'Afwijkende rijen', kind: 'count'},
] as const;

const tableNames: Readonly<Record<string, string>> = {
  advices: 'MAGDA-adviezen',
  border_applications: 'Aanvragen van grensarbeiders',
  border_employments: 'Buitenlandse tewerkstellingen',
  campaigns: 'Campagnes',
  complaints: 'Klachten',
  credits: 'Kredieten',
  de_minimis_declarations: 'De-minimisverklaringen',
  employment_lines: 'Tewerkstellingslijnen',
  notifications: 'Brieven',
  objections: 'Bezwaren',
  payments: 'Betalingen',
  persons: 'Personen',
  registrations: 'Rekeningen',
  remunerations: 'Bezoldigingen',
  services: 'Prestaties',
  starters: 'Starters',
};

/** A delivered table by a name to read; a new one keeps its own until it has one here. */
const tableName = (row: Row): string => tableNames[text(row, 'table_name')] ?? text(row, 'table_name');

/** Why a delivery can be younger than the day of the figures; nothing where none is. */
function deliveredLater(deliveries: readonly Row[], asOf: string): string[] {
  const later = deliveries.filter((row) => text(row, 'delivered_at').slice(0, 10) > asOf).length;
  return later === 0
    ? []
    : [
        `${count(later)} van de ${count(deliveries.length)} tabellen ${plural(later, 'is', 'zijn')} geleverd na ${longDay(asOf)}, de dag vanaf welke alles gezien wordt: een levering mag verder lopen, want per rij telt alleen wat op die dag al gebeurd was.`,
      ];
}

const kinds: Readonly<Record<string, string>> = {
  key: 'Elke sleutel komt één keer voor',
  rows: 'Er gaat geen rij verloren',
  condition: 'Elke waarde ligt binnen haar grenzen',
};

const layers: Readonly<Record<string, string>> = {
  staging: 'ingelezen leveringen',
  intermediate: 'tussenstappen',
  marts: 'getelde cijfers',
  estimates: 'ramingen',
  exports: 'uitgaande bestanden',
};

/** Checks that follow from the header of a table, counted by what they look for and in which layer. */
function byKind(checks: readonly Row[]): Row[] {
  const groups = new Map<
    string,
    {kind: string; layer: string; checks: number; failing: number; rows: number}
  >();
  for (const check of checks) {
    const kind = kinds[text(check, 'kind')] ?? '';
    const layer = layers[text(check, 'layer')] ?? 'andere tabellen';
    const found = groups.get(kind + layer) ?? {kind, layer, checks: 0, failing: 0, rows: 0};
    groups.set(kind + layer, found);
    found.checks += 1;
    found.failing += num(check, 'failing_count') > 0 ? 1 : 0;
    found.rows += num(check, 'failing_count');
  }
  return [...groups.values()]
    .map(({rows, ...found}): Row => ({...found, failing_count: rows}))
    .sort((a, b) => num(b, 'failing') - num(a, 'failing') || (text(a, 'kind') < text(b, 'kind') ? -1 : 1));
}

/** How the wages of the year are spread beside those of the year before, for who looks for a break in what was declared. */
function drift({data, choice}: Pick<PageContext, 'data' | 'choice'>): Figure {
  const before = ofYear(data.wages, choice.year - 1);
  const rows = [...ofYear(data.wages, choice.year)].map((row): Row => {
    const earlier = before.find(
      (other) => other.quarter_no === row.quarter_no && other.category === row.category,
    );
    const change = num(row, 'median_eur') / num(earlier, 'median_eur') - 1;
    return {
      ...row,
      quarter: `kwartaal ${num(row, 'quarter_no')}`,
      median_before_eur: earlier?.median_eur ?? null,
      change: Number.isNaN(change) ? null : change,
    };
  });
  const everybody = ofEverybody(rows).toSorted((a, b) => num(a, 'quarter_no') - num(b, 'quarter_no'));
  const sectors = rows.filter((row) => row.dimension !== 'by_total');
  const usual = new Map(everybody.map((row) => [row.quarter_no, num(row, 'change')]));
  // how far a sector moved otherwise than everybody did; one without an earlier year comes last
  const astray = (row: Row): number => {
    const apart = Math.abs(num(row, 'change') - (usual.get(row.quarter_no ?? null) ?? Number.NaN));
    return Number.isNaN(apart) ? -1 : apart;
  };
  const furthestFirst = sectors.toSorted((a, b) => astray(b) - astray(a));
  const furthest = furthestFirst.find((row) => astray(row) >= 0);
  const changes = everybody.map((row) => num(row, 'change')).filter((change) => !Number.isNaN(change));
  const drawn = everybody.flatMap((row) => [
    ...ofEverybody(before).filter((other) => other.quarter_no === row.quarter_no),
    row,
  ]);
  return {
    id: 'loonverdeling',
    title: 'De lonen naast die van het jaar ervoor',
    finding:
      everybody.length === 0
        ? `Voor refertejaar ${choice.year} zijn er te weinig lonen om te tonen.`
        : changes.length === 0
          ? `Het middelste referteloon ligt in ${choice.year} tussen ${wholeEuro(Math.min(...everybody.map((row) => num(row, 'median_eur'))))} en ${wholeEuro(Math.max(...everybody.map((row) => num(row, 'median_eur'))))} per maand; een vorig jaar om het naast te leggen is er niet.`
          : `Het middelste referteloon veranderde tegenover ${choice.year - 1} met ${percent(Math.min(...changes))} tot ${percent(Math.max(...changes))}, naargelang van het kwartaal${furthest ? `; van de getoonde sectoren wijkt ${text(furthest, 'category')} in ${text(furthest, 'quarter')} het meest af van iedereen in dat kwartaal: ${percent(num(furthest, 'change'))}` : ''}.`,
    description:
      'Stroken per kwartaal, dit jaar onder het vorige: het middelste loon als punt, een dikke lijn om de helft van de mensen, een dunne om acht op de tien.',
    ...(drawn.length > 0
      ? {
          chart: (width: number) =>
            spreads(
              drawn.map((row) => ({
                label: `${num(row, 'reference_year')} K${num(row, 'quarter_no')}`,
                p10: num(row, 'p10_eur'),
                p25: num(row, 'p25_eur'),
                median: num(row, 'median_eur'),
                p75: num(row, 'p75_eur'),
                p90: num(row, 'p90_eur'),
                isEarlier: row.reference_year !== choice.year,
              })),
              width,
              wholeEuro,
            ),
        }
      : {}),
    table: {
      caption: `Referteloon per maand, refertejaar ${choice.year}`,
      columns: [
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'quarter', label: 'Kwartaal', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'p10_eur', label: '10% tot', kind: 'count'},
        {key: 'p25_eur', label: '25% tot', kind: 'count'},
        {key: 'median_eur', label: 'Middelste', kind: 'count'},
        {key: 'p75_eur', label: '75% tot', kind: 'count'},
        {key: 'p90_eur', label: '90% tot', kind: 'count'},
        {key: 'median_before_eur', label: `Middelste ${choice.year - 1}`, kind: 'count'},
        {key: 'change', label: 'Verandering', kind: 'percent'},
      ],
      rows: [...everybody, ...furthestFirst],
    },
    notes: [
      'Lonen staan in tientallen euro en groepen van minder dan honderd mensen ontbreken. Een sprong die maar één sector of één kwartaal raakt, vraagt een blik op de aangiften voor er een conclusie uit volgt.',
    ],
  };
}

const wholeEuro = (value: number): string => `€\u00A0${count(Math.round(value))}`;

interface Rounds {
  /** What changed between the last two rounds, as a sentence. */
  readonly finding: string;
  /** A column a round, the earliest first. */
  readonly columns: readonly TableColumn[];
  /** A row a check, those with most to look at first. */
  readonly rows: readonly Row[];
}

/** The checks as a matrix: a row each, and a column for every round. */
function roundsOf(rows: readonly Row[]): Rounds {
  const days = new Map(rows.map((row) => [num(row, 'round_no'), text(row, 'checked_at')]));
  const numbers = [...days.keys()].sort((a, b) => b - a);
  const sameDay = new Set([...days.values()].map((at) => at.slice(0, 10))).size < days.size;
  const columns = numbers.map((no): TableColumn => {
    const at = days.get(no) ?? '';
    return {
      key: `round_${no}`,
      label: sameDay ? `${shortDay(at)} ${clock(at)}` : shortDay(at),
      kind: 'count',
    };
  });
  const latest = rows.filter((row) => row.round_no === numbers.at(-1));
  const found = latest.map((check): Row => {
    const failing = numbers.map((no) =>
      num(
        rows.find((row) => row.round_no === no && row.check_name === check.check_name),
        'failing_count',
      ),
    );
    return {
      title: text(check, 'title'),
      kind: check.severity === 'error' ? 'fout' : 'aandachtspunt',
      ...Object.fromEntries(
        numbers.map((no, i) => [`round_${no}`, Number.isNaN(failing[i]) ? null : failing[i]!]),
      ),
      change: changeOf(failing.at(-2), failing.at(-1)!),
    };
  });
  const those = (change: string): number => found.filter((row) => row.change === change).length;
  const [appeared, solved] = [those('nieuw'), those('opgelost')];
  const moved = those('meer') + those('minder');
  const news = [
    ...(appeared > 0 ? [`${count(appeared)} nieuw`] : []),
    ...(solved > 0 ? [`${count(solved)} opgelost`] : []),
    ...(moved > 0 ? [`bij ${count(moved)} een ander aantal`] : []),
  ];
  return {
    columns,
    rows: found.sort((a, b) => num(b, 'round_1') - num(a, 'round_1')),
    finding:
      numbers.length < 2
        ? ''
        : news.length === 0
          ? 'Sinds de vorige ronde is er niets veranderd.'
          : `Sinds de vorige ronde: ${listed(news)}.`,
  };
}

/** What became of a check between two rounds; nothing where it was not made in the first. */
function changeOf(before: number | undefined, now: number): string {
  if (before === undefined || Number.isNaN(before) || before === now) return '';
  if (before === 0) return 'nieuw';
  if (now === 0) return 'opgelost';
  return now > before ? 'meer' : 'minder';
}

/** The time of day in Brussels. */
const clock = (iso: string): string =>
  new Date(iso).toLocaleTimeString('nl-BE', {
    timeZone: 'Europe/Brussels',
    hour: '2-digit',
    minute: '2-digit',
  });

/** A check that follows from the header of a table has a kind; the others have a title of their own. */
const isDerived = (row: Row): boolean => text(row, 'kind') !== '';
