import {afterAll, describe, expect, it} from 'vitest';
import {SHAPES} from '../reference/tables.js';
import {openDesk} from './desk.js';
import {csvKinds, draft, type Kind} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

const secret = 'Janssens';
/** The lines of a campaigns file, header first; every name is a word, so that lines are records. */
const campaigns = draft('campaigns', {
  tables: {campaigns: {rows: goodRows('campaigns', 20).map((row) => ({...row, name: 'Brief'}))}},
});

/** Change lines (1 is the header) of a good file and of nothing else. */
async function written(kind: Kind, change: (lines: string[], lineEnd: string) => string | Buffer) {
  const lineEnd = kind === 'csv lf' ? '\n' : '\r\n';
  return desk.write({...campaigns, delivery_id: `campaigns-${Math.random()}`}, kind, {
    bytes: (bytes) => Buffer.from(change(bytes.toString().trimEnd().split(lineEnd), lineEnd) as string),
  });
}
/** One line of the file changed. */
const line = (n: number, change: (text: string) => string) => (lines: string[], lineEnd: string) =>
  [...lines.with(n - 1, change(lines[n - 1]!)), ''].join(lineEnd);

describe.each(csvKinds)('in %s', (kind) => {
  const bad: Readonly<Record<string, (lines: string[], lineEnd: string) => string | Buffer>> = {
    'a row with a cell less': line(9, () => `W8,${secret},press,2023-11-06`),
    'a row with a cell more': line(9, () => `W8,${secret},press,2023-11-06,,x`),
    'a row with an empty cell more': line(9, () => `W8,${secret},press,2023-11-06,,`),
    'a last row with a cell less': line(21, () => `W20,${secret},press,2023-11-06`),
    'a name with a comma that is not quoted': line(9, () => `W8,${secret}, Jan,press,2023-11-06,`),
    'a quoted cell that goes on after its quote': line(9, () => `W8,"${secret}"x,press,2023-11-06,`),
    'a quoted cell that never ends': line(9, () => `W8,"${secret},press,2023-11-06,`),
    'a quote in a cell that is not quoted': line(9, () => `W8,${secret} "Jan",press,2023-11-06,`),
    'a quote escaped with a backslash': line(9, () => `W8,"${secret} \\"Jan\\"",press,2023-11-06,`),
    'a blank line between rows': line(9, (text) => `${text}${kind === 'csv lf' ? '\n' : '\r\n'}`),
    'semicolons for commas': (lines, lineEnd) => lines.join(lineEnd).replaceAll(',', ';'),
    'tabs for commas': (lines, lineEnd) => lines.join(lineEnd).replaceAll(',', '\t'),
    'a header and rows of another width': line(1, (text) => text.replace(',ended_on', '')),
    'an empty header': (lines, lineEnd) => ['', ...lines.slice(1)].join(lineEnd),
    'a column without a name': line(1, (text) => `${text},`),
    'Latin-1 for UTF-8': (lines, lineEnd) =>
      Buffer.from([...lines.with(8, `W8,${secret} éé,press,2023-11-06,`), ''].join(lineEnd), 'latin1'),
    'Latin-1 in the header': (lines, lineEnd) =>
      Buffer.from(
        [...lines.with(0, 'campaign_id,name,kind,started_on,ended_on,é'), ''].join(lineEnd),
        'latin1',
      ),
    'UTF-16 for UTF-8': (lines, lineEnd) => Buffer.from(`\uFEFF${lines.join(lineEnd)}`, 'utf16le'),
    'carriage returns alone for line ends': (lines) => [...lines, ''].join('\r'),
    'line ends of both kinds': (lines) =>
      [lines.slice(0, 10).join('\n'), lines.slice(10).join('\r\n'), ''].join('\r\n'),
  };
  it.each(Object.keys(bad))('%s refuse(s) the delivery', async (what) => {
    await desk.refuse(await written(kind, bad[what]!), {says: ['campaigns.csv'], secrets: [secret]});
  });

  it('a ragged row far down refuses the delivery', async () => {
    const rows = goodRows('remunerations', 5000);
    const folder = await desk.write(draft('dmfa', {mode: 'delta', tables: {remunerations: {rows}}}), kind, {
      bytes: (bytes) => Buffer.from(bytes.toString().replace('P4999,20221,E1', 'P4999,20221')),
    });
    await desk.refuse(folder, {says: ['remunerations.csv'], secrets: ['P4999']});
  });

  it('letters that are not UTF-8 far down refuse the delivery', async () => {
    const rows = goodRows('remunerations', 5000).map((row) => ({...row, employer_id: 'Eq1'}));
    const folder = await desk.write(draft('dmfa', {mode: 'delta', tables: {remunerations: {rows}}}), kind, {
      bytes: (bytes) => {
        bytes[bytes.lastIndexOf('Eq1') + 1] = 0xe9;
        return bytes;
      },
    });
    await desk.refuse(folder, {says: ['remunerations.csv']});
  });
});

describe.each(csvKinds)('in %s', (kind) => {
  const good: Readonly<Record<string, (lines: string[], lineEnd: string) => string | Buffer>> = {
    'a byte order mark': (lines, lineEnd) => `\uFEFF${[...lines, ''].join(lineEnd)}`,
    'a byte order mark before a quoted name': (lines, lineEnd) =>
      `\uFEFF${[...lines.with(0, '"campaign_id","name","kind","started_on","ended_on"'), ''].join(lineEnd)}`,
    'no line end after the last row': (lines, lineEnd) => lines.join(lineEnd),
    'quotes around every cell': (lines, lineEnd) =>
      [
        ...lines.map((text) =>
          text
            .split(',')
            .map((cell) => `"${cell}"`)
            .join(','),
        ),
        '',
      ].join(lineEnd),
  };
  it.each(Object.keys(good))('%s changes nothing', async (what) => {
    await desk.take({...campaigns, delivery_id: `plain ${kind} ${what}`}, kind);
    const plain = await desk.rows('campaigns');
    const [report] = await desk.load([await written(kind, good[what]!)]);
    expect([report!.status, report!.message]).toEqual(['loaded', undefined]);
    expect(await desk.rows('campaigns')).toEqual(plain);
  });

  it.each(['with', 'without'])('a header alone, %s a line end, is a table without rows', async (end) => {
    const header = Object.keys(SHAPES.campaigns.columns).join(',');
    const folder = await desk.write(draft('campaigns', {count: 0}), kind, {
      bytes: () => Buffer.from(end === 'with' ? `${header}${kind === 'csv lf' ? '\n' : '\r\n'}` : header),
    });
    const [report] = await desk.load([folder]);
    expect([report!.status, report!.message]).toEqual(['loaded', undefined]);
    expect(await desk.rows('campaigns')).toEqual([]);
  });

  it('a quoted cell may hold commas, quotes and line ends of either kind', async () => {
    const names = [
      'a,b',
      'say "no"',
      'two\nlines',
      'two\r\nlines',
      '"',
      '""',
      ',',
      '#',
      "'",
      '\\',
      '\\n',
      ' x ',
    ];
    const rows = goodRows('campaigns', names.length).map((row, i) => ({...row, name: names[i]!}));
    const report = await desk.take(draft('campaigns', {tables: {campaigns: {rows}}}), kind);
    expect([report.status, report.message]).toEqual(['loaded', undefined]);
    const loaded = (await desk.rows('campaigns')).map(({name}) => name);
    expect(loaded.toSorted()).toEqual(names.toSorted());
  });

  it('the words of other tools for nothing are text, not null', async () => {
    const names = ['null', 'NULL', 'NA', 'N/A', 'None', '\\N', 'nan', '-'];
    const rows = goodRows('campaigns', names.length).map((row, i) => ({...row, name: names[i]!}));
    await desk.take(draft('campaigns', {tables: {campaigns: {rows}}}), kind);
    expect((await desk.rows('campaigns')).map(({name}) => name).toSorted()).toEqual(names.toSorted());
  });
});
