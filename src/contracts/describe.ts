import {type ColumnContract, duckType, type End, endOf, type SourceContract} from './contract.js';

/** What a column accepts, in words. */
function limits(c: ColumnContract): string {
  const parts: string[] = [];
  if (c.length !== undefined) parts.push(`${c.length} characters`);
  if (c.values) parts.push(c.values.map((v) => `\`${v}\``).join(', '));
  if (c.above !== undefined) parts.push(`> ${c.above}`);
  if (c.min !== undefined) parts.push(`≥ ${c.min}`);
  if (c.max !== undefined) parts.push(`≤ ${c.max}`);
  if (c.type === 'pseudonym') parts.push('1–64 of `A-Z a-z 0-9 _ -`');
  if (c.type === 'quarter') parts.push('`yyyyq`, inside the reference year');
  return parts.join('; ');
}

/** Until when rows are kept, in words. */
const kept: Readonly<Record<End, string>> = {
  delivery: 'until `retention_end_date` of its reference year',
  row: 'each row until `retention_end_date` of its reference year',
  person: 'each row as long as its person is in a reference year that is kept',
  never: 'without end: about nobody',
};

/**
 * The contracts with suppliers as a document: the same files that the loader checks against.
 *
 * @returns the text of `docs/sources.md`
 */
export function sourcesDocument(contracts: Iterable<SourceContract>): string {
  const parts = [
    '# Sources',
    'What suppliers deliver. Generated from `pipelines/sources` by `npm run generate`; the loader checks every delivery against the same files.',
    'Rows may come in any order. A Parquet table whose rows stand in the order of its key is loaded in two thirds of the time.',
  ];
  for (const source of contracts) {
    const per = source.per === 'year' ? 'one delivery per reference year' : 'a stream of all years';
    parts.push(
      `## ${source.source} — ${source.title}`,
      `${source.supplier}; ${per}.  \nLegal basis: ${source.legal_basis}.  \nPurpose: ${source.purpose}`,
    );
    for (const table of source.tables) {
      parts.push(
        `### ${table.name}`,
        `One row: ${table.grain}. Key: ${table.key.map((k) => `\`${k}\``).join(', ')}.${table.parent ? ` Parent: \`${table.parent.table}\`.` : ''}  \nKept: ${kept[endOf(source, table)]}.`,
        [
          '| column | type | null | accepts | meaning |',
          '|---|---|---|---|---|',
          ...table.columns.map(
            (c) =>
              `| \`${c.name}\` | ${duckType(c).toLowerCase()} | ${c.nullable ? 'yes' : ''} | ${limits(c)} | ${c.label}${c.unit ? `, ${c.unit}` : ''}${c.zone ? ` (zone ${c.zone})` : ''} |`,
          ),
        ].join('\n'),
        ...(table.rows.length > 0
          ? [`Also quarantined: ${table.rows.map((r) => `${r.because} (\`${r.reason}\`)`).join('; ')}.`]
          : []),
      );
    }
  }
  return `${parts.join('\n\n')}\n`;
}
