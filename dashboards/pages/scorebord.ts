import {count, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import {page, type Row, type Rows, yearsIn} from '../../src/site/page.js';

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
        finding: `Voor refertejaar ${last} zijn ${count(value('employees_received', last))} dossiers ontvangen; ${count(value('employees_approved', last))} daarvan zijn goedgekeurd (${percent(value('employees_approved', last) / value('employees_received', last))}).`,
      },
      {
        id: 'jobbonus-plus',
        title: 'JobbonusPLUS',
        from: 12,
        to: 17,
        finding: `Van de starters uit ${last} vulde ${percent(value('plus_declarations', last) / value('plus_dossiers', last))} de de-minimisverklaring in: zonder die verklaring volgt geen betaling.`,
      },
    ];
    return blocks.map(({id, title, from, to, finding}) => ({
      id,
      title,
      finding,
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
  },
});

/** One row a line, one column a year. */
function linesOf(board: Rows, from: number, to: number): Rows {
  const lines = new Map<number, Record<string, string | number | null>>();
  for (const row of board) {
    const no = num(row, 'line_no');
    if (no < from || no > to) continue;
    const line = lines.get(no) ?? {label: text(row, 'label'), hidden: ''};
    lines.set(no, line);
    const key = `y${num(row, 'reference_year')}`;
    line[key] = row.value as number | null;
    if (isHidden(row, 'value')) line.hidden = `${line.hidden} ${key}`.trim();
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, line]): Row => line);
}
