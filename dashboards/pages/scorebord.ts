import {count, percent, points} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import {type Figure, page, type Row, type Rows, yearsIn} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {shownOr} from '../pick.js';
import {colours} from '../theme.js';

/** The board table of the annual plan, with the years side by side. */
export default page({
  title: 'De boordtabel van het ondernemingsplan',
  menu: 'Scorebord',
  order: 50,
  lead: 'De lijnen die het departement elk jaar rapporteert, met de jaren naast elkaar.',
  filters: [],
  rows: {board: (db) => db.selectFrom('published.scoreboard').selectAll()},
  keys: () => [],
  figures: ({data}) => {
    const board = data.board ?? [];
    const years = yearsIn(data);
    const last = years.at(-1) ?? 0;
    const value = (line: string, year: number): number =>
      num(
        board.find((row) => row.line === line && row.reference_year === year),
        'value',
      );
    const blocks = [
      {
        id: 'jobbonus',
        title: 'Jobbonus',
        from: 1,
        to: 11,
        steps: ['employees_received', 'employees_to_calculate', 'employees_approved'],
        finding: `Voor refertejaar ${last} zijn ${count(value('employees_received', last))} dossiers ontvangen; ${count(value('employees_approved', last))} daarvan zijn goedgekeurd (${percent(value('employees_approved', last) / value('employees_received', last))}).`,
      },
      {
        id: 'jobbonus-plus',
        title: 'JobbonusPLUS',
        from: 12,
        to: 17,
        steps: ['plus_dossiers', 'plus_declarations', 'plus_decided', 'plus_paid'],
        finding: `Van de starters uit ${last} vulde ${percent(value('plus_declarations', last) / value('plus_dossiers', last))} de de-minimisverklaring in: zonder die verklaring volgt geen betaling.`,
      },
    ];
    const drawn = (lines: readonly string[]): Row[] =>
      lines.flatMap((line) => board.filter((row) => row.line === line && row.reference_year === last));
    const tables = blocks.map(({id, title, from, to, steps, finding}) => ({
      id,
      title,
      finding,
      description: `Staven voor refertejaar ${last}: hoeveel dossiers elke stap haalden.`,
      chart: (width: number) =>
        bars(
          drawn(steps).map((row) => ({
            label: text(row, 'label').replace(/^.*– aantal /, ''),
            value: Number.isNaN(num(row, 'value')) ? 0 : num(row, 'value'),
            shown: shownOr(row, 'value', count),
            colour: row.line === steps.at(-1) ? colours.paid : colours.entitled,
          })),
          width,
          count,
        ),
      isTableOpen: true,
      table: {
        caption: `Boordtabel ${title}`,
        columns: [
          {key: 'label', label: 'Lijn', kind: 'text' as const},
          ...years.map((year) => ({key: `y${year}`, label: String(year), kind: 'number' as const})),
        ],
        rows: linesOf(board, from, to),
      },
      notes:
        id === 'jobbonus'
          ? [
              'Betalingen staan hier niet: die voert de Vlaamse Belastingdienst uit. Klachten zijn die bij het departement zelf.',
            ]
          : ['VAK en VEK zijn de realisaties van het begrotingsjaar na het refertejaar.'],
    }));
    return [...tables, norms(board, years)];
  },
});

/** Shares and days of the board beside those of the year before, and the norm: no norm is a valid one. */
function norms(board: Rows, years: readonly number[]): Figure {
  const [before = 0, last = 0] = years.slice(-2);
  const line = (name: string, year: number): Row | undefined =>
    board.find((row) => row.line === name && row.reference_year === year);
  const share = (part: string, whole: string, year: number): number =>
    num(line(part, year), 'value') / num(line(whole, year), 'value');
  const shares = [
    {
      label: 'Goedgekeurd van wat te berekenen was',
      part: 'employees_approved',
      whole: 'employees_to_calculate',
    },
    {label: 'Te berekenen van wat ontvangen is', part: 'employees_to_calculate', whole: 'employees_received'},
    {label: 'PLUS: de-minimisverklaring ingevuld', part: 'plus_declarations', whole: 'plus_dossiers'},
    {label: 'PLUS: betaald van wie een dossier heeft', part: 'plus_paid', whole: 'plus_dossiers'},
  ];
  const rows = shares.map(({label, part, whole}): Row => {
    const hides = (year: number): boolean =>
      [part, whole].some((name) => {
        const row = line(name, year);
        return row !== undefined && isHidden(row, 'value');
      });
    const value = (year: number): number | null => {
      const found = share(part, whole, year);
      return Number.isFinite(found) ? found : null;
    };
    const [now, then] = [value(last), value(before)];
    return {
      label,
      now,
      then,
      change:
        now === null || then === null
          ? 'niet te vergelijken'
          : `${points(Math.abs(now - then))} punt ${now >= then ? 'hoger' : 'lager'}`,
      norm: 'geen norm',
      hidden: [...(hides(last) ? ['now'] : []), ...(hides(before) ? ['then'] : [])].join(' '),
    };
  });
  const first = rows[0]!;
  return {
    id: 'normen',
    title: 'Resultaat naast norm en vorig jaar',
    finding: `${percent(num(first, 'now'))} van wat over ${last} te berekenen was, is goedgekeurd, tegenover ${percent(num(first, 'then'))} over ${before}. Voor geen enkele lijn legt het plan een norm vast.`,
    isTableOpen: true,
    table: {
      caption: `Refertejaar ${last} naast ${before}`,
      columns: [
        {key: 'label', label: 'Indicator', kind: 'text'},
        {key: 'now', label: String(last), kind: 'percent'},
        {key: 'then', label: String(before), kind: 'percent'},
        {key: 'change', label: 'Verschil', kind: 'text'},
        {key: 'norm', label: 'Norm', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Een norm die het plan niet kent, wordt hier niet verzonnen. Het laatste jaar kan nog lopen: het heeft minder tijd gehad.',
    ],
  };
}

/** One row a line, one column a year. */
function linesOf(board: Rows, from: number, to: number): Rows {
  const lines = new Map<number, Record<string, string | number | null>>();
  for (const row of board) {
    const no = num(row, 'line_no');
    if (no < from || no > to) continue;
    const unit = text(row, 'line').endsWith('_realised') ? ' (euro)' : '';
    const line = lines.get(no) ?? {label: text(row, 'label') + unit, hidden: ''};
    lines.set(no, line);
    const key = `y${num(row, 'reference_year')}`;
    line[key] = row.value as number | null;
    if (isHidden(row, 'value')) line.hidden = `${line.hidden} ${key}`.trim();
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, line]): Row => line);
}
