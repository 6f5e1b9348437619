import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readContracts, relationOf} from '../contracts/contract.js';
import {sourcesDocument} from '../contracts/describe.js';
import {root} from '../house.js';
import {type Catalogue, layCatalogue} from '../models/catalogue.js';
import {openDoor} from '../site/door.js';
import {layNow} from './views.js';
import {openWorkspace} from './workspace.js';

/** The TypeScript type of a value as `plain.ts` returns it. */
function typeOf(duckType: string): string {
  if (duckType.endsWith('[]')) return `readonly ${typeOf(duckType.slice(0, -2))}[]`;
  if (/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE)$/.test(duckType)) return 'number';
  if (/^(BIGINT|UBIGINT|HUGEINT|UHUGEINT)$/.test(duckType)) return 'Whole';
  if (duckType === 'BOOLEAN') return 'boolean';
  // decimals keep their digits, days and instants are ISO text
  if (/^(VARCHAR|ENUM.*|DATE|TIMESTAMP.*|DECIMAL.*|UUID)$/.test(duckType)) return 'string';
  return 'unknown';
}

/** Columns that are never null: keys, and what a contract requires. */
function requiredColumns(catalogue: Catalogue): Set<string> {
  const required = new Set<string>();
  for (const model of catalogue.models)
    for (const column of model.key) required.add(`${model.relation}.${column}`);
  for (const source of catalogue.contracts.values()) {
    for (const table of source.tables) {
      for (const c of table.columns) if (!c.nullable) required.add(`sources.${relationOf(table)}.${c.name}`);
    }
  }
  return required;
}

/**
 * The types of every relation a query may ask for, as TypeScript source.
 *
 * @returns the text of `src/db/tables.ts`
 */
export async function tablesSource(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'jobbonus-'));
  const workspace = await openWorkspace(folder, {mode: 'create'});
  try {
    const catalogue = await layCatalogue(workspace, '2024-01-01');
    await openDoor(catalogue, '2024-06-30');
    await layNow(workspace);
    const required = requiredColumns(catalogue);
    const columns = await workspace.rows<{relation: string; name: string; type: string}>(`
      select schema_name || '.' || table_name as relation, column_name as name, data_type as type
      from duckdb_columns()
      where database_name = 'memory' and not internal and schema_name not in ('main', 'given', 'door')
      order by relation, column_index`);
    const relations = new Map<string, string[]>();
    for (const {relation, name, type} of columns) {
      const lines = relations.get(relation) ?? [];
      relations.set(relation, lines);
      lines.push(`    ${name}: ${typeOf(type)}${required.has(`${relation}.${name}`) ? '' : ' | null'};`);
    }
    const body = [...relations]
      .map(([relation, lines]) => `  '${relation}': {\n${lines.join('\n')}\n  };`)
      .join('\n');
    return `// Generated from sql and pipelines/sources by \`npm run generate\`; commit it with the change.

/** A whole number that may exceed what a JavaScript number holds exactly. */
export type Whole = number | bigint;

/** Every relation that can be asked for, with its columns as \`plain.ts\` returns them. */
export interface Database {
${body}
}
`;
  } finally {
    workspace.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

if (process.argv[1]?.endsWith('generate.js')) {
  writeFileSync(join(root, 'src', 'db', 'tables.ts'), await tablesSource());
  writeFileSync(join(root, 'docs', 'sources.md'), sourcesDocument(readContracts().values()));
}
