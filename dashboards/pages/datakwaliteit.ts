import {count, longDay, percent, shortDay} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {ofYear} from '../pick.js';
import {colours} from '../theme.js';
import {plural} from '../words.js';

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
    advice: (db) => db.selectFrom('published.advice_differences').selectAll(),
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
  figures: ({data, choice}) => {
    const names: Readonly<Record<string, string>> = {full: 'volledig', delta: 'wijzigingen'};
    const deliveries = [...(data.deliveries ?? [])]
      .filter((row) => row.reference_year === choice.year || row.reference_year === null)
      .map(
        (row): Row => ({
          ...row,
          mode_label: names[text(row, 'mode')] ?? '',
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
    const quarantined = data.quarantine ?? [];
    const held = quarantined.reduce((sum, row) => sum + num(row, 'row_count'), 0);
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
            {key: 'table_name', label: 'Tabel', kind: 'text'},
            {key: 'mode_label', label: 'Soort', kind: 'text'},
            {key: 'delivered_at', label: 'Geleverd', kind: 'day'},
            {key: 'state', label: 'Toestand', kind: 'text'},
            {key: 'row_count', label: 'Rijen', kind: 'count'},
            {key: 'loaded_count', label: 'Geladen', kind: 'count'},
            {key: 'quarantined_count', label: 'Quarantaine', kind: 'count'},
            {key: 'sha256_head', label: 'SHA-256', kind: 'text'},
          ],
          rows: deliveries,
        },
      },
      {
        id: 'quarantaine',
        title: 'Quarantaine',
        finding:
          quarantined.length === 0
            ? 'Geen enkele rij staat in quarantaine.'
            : `${count(held)} ${plural(held, 'rij staat', 'rijen staan')} in quarantaine, met de reden.`,
        isTableOpen: true,
        table: {
          caption: 'Rijen in quarantaine per reden',
          columns: [
            {key: 'delivery_id', label: 'Levering', kind: 'text'},
            {key: 'table_name', label: 'Tabel', kind: 'text'},
            {key: 'reason', label: 'Reden', kind: 'text'},
            {key: 'row_count', label: 'Rijen', kind: 'count'},
          ],
          rows: quarantined,
        },
      },
      {
        id: 'controles',
        title: 'Controles',
        finding:
          checks.length === 0
            ? 'De controles zijn sinds de laatste berekening niet uitgevoerd: over deze cijfers is nog niets bevestigd.'
            : errors === 0
              ? `Alle controles die een fout kunnen aanwijzen zijn geslaagd (${shortDay(text(checks[0], 'checked_at'))}).`
              : `${count(errors)} ${plural(errors, 'controle is', 'controles zijn')} mislukt; de cijfers op deze site kunnen fout zijn.`,
        isTableOpen: true,
        table: {
          caption: `Controles voor refertejaar ${choice.year}`,
          columns: checkColumns,
          rows: checks.filter((row) => !isDerived(row)),
        },
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
          caption: `Ingebouwde controles voor refertejaar ${choice.year}`,
          columns: checkColumns,
          rows: derived,
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
    ];
  },
});

const checkColumns = [
  {key: 'title', label: 'Controle', kind: 'text'},
  {key: 'result', label: 'Resultaat', kind: 'text'},
  {key: 'failing_count', label: 'Afwijkende rijen', kind: 'count'},
] as const;

/** A check that follows from the header of a table is named after it; the others have a title of their own. */
const isDerived = (row: Row): boolean => /^[a-z_]+\.[a-z_]+:/.test(text(row, 'title'));
