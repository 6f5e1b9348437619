import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBListValue,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  ResultReturnType,
  VARCHAR,
} from '@duckdb/node-api';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  DefaultQueryCompiler,
  type Dialect,
  DialectAdapterBase,
  type Driver,
  type Kysely,
  type QueryResult,
  sql,
  type TableMetadata,
} from 'kysely';
import {plain} from './plain.js';
import type {Connection} from './views.js';

/**
 * A Kysely dialect over one open DuckDB connection.
 *
 * Everything runs on that connection, one query at a time, so temporary tables and settings stay visible and
 * the file is never opened a second time in the process (which would silently lose tables).
 */
export function duckDialect(connection: Connection): Dialect {
  return {
    createDriver: () => oneConnection(connection),
    createQueryCompiler: () => new NumberedParameters(),
    createAdapter: () => new Adapter(),
    createIntrospector: (db) => introspector(db),
  };
}

class NumberedParameters extends DefaultQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return `$${this.numParameters}`;
  }
}

class Adapter extends DialectAdapterBase {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
  override get supportsReturning(): boolean {
    return true;
  }
  // one process holds the file: there is nobody to lock out
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

function oneConnection(raw: Connection): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const {values, types} = bound(query.parameters);
      const result = await raw.run(query.sql, values, types);
      if (result.returnType === ResultReturnType.CHANGED_ROWS) {
        return {rows: [], numAffectedRows: BigInt(result.rowsChanged)};
      }
      if (result.returnType === ResultReturnType.NOTHING) return {rows: []};
      return {rows: (await result.convertRowObjects(plain)) as R[]};
    },
    async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
      // all at once: a stream of the engine that fails on its way ends as one that is done
      yield await connection.executeQuery<R>(query);
    },
  };
  let busy = false;
  const waiting: (() => void)[] = [];
  return {
    async init() {},
    async acquireConnection() {
      if (busy) await new Promise<void>((turn) => waiting.push(turn));
      busy = true;
      return connection;
    },
    async releaseConnection() {
      const next = waiting.shift();
      if (next) next();
      else busy = false;
    },
    async beginTransaction() {
      await raw.run('begin transaction');
    },
    async commitTransaction() {
      await raw.run('commit');
    },
    async rollbackTransaction() {
      await raw.run('rollback');
    },
    // the workspace owns the connection and closes it
    async destroy() {},
  };
}

/** Parameters with an explicit type where the library cannot guess one. */
function bound(parameters: readonly unknown[]): {values: DuckDBValue[]; types: DuckDBType[]} {
  const values: DuckDBValue[] = [];
  const types: (DuckDBType | undefined)[] = [];
  for (const parameter of parameters) {
    if (Array.isArray(parameter)) {
      const type = itemType(parameter);
      types.push(LIST(type));
      values.push(new DuckDBListValue(parameter.map((p) => (type === BIGINT && p !== null ? BigInt(p) : p))));
    } else {
      types.push(undefined);
      values.push((parameter ?? null) as DuckDBValue);
    }
  }
  // the library skips the holes; its signature does not say so
  return {values, types: types as DuckDBType[]};
}

function itemType(items: readonly unknown[]): DuckDBType {
  const known = items.filter((item) => item !== null);
  if (known.every((item) => typeof item === 'bigint' || Number.isSafeInteger(item))) return BIGINT;
  if (known.every((item) => typeof item === 'number')) return DOUBLE;
  if (known.every((item) => typeof item === 'boolean')) return BOOLEAN;
  return VARCHAR;
}

function introspector(db: Kysely<unknown>): DatabaseIntrospector {
  async function getTables(): Promise<TableMetadata[]> {
    const {rows} = await sql<{
      schema_name: string;
      table_name: string;
      is_view: boolean;
      column_name: string;
      data_type: string;
      is_nullable: boolean;
      has_default: boolean;
    }>`
      select c.schema_name, c.table_name, v.view_name is not null as is_view, c.column_name, c.data_type,
        c.is_nullable, c.column_default is not null as has_default
      from duckdb_columns() as c
      left join duckdb_views() as v
        on c.database_name = v.database_name and c.schema_name = v.schema_name and c.table_name = v.view_name
      where not c.internal and c.database_name = current_database()
      order by all`.execute(db);
    const tables = new Map<string, TableMetadata>();
    for (const row of rows) {
      const name = `${row.schema_name}.${row.table_name}`;
      const table = tables.get(name) ?? {
        schema: row.schema_name,
        name: row.table_name,
        isView: row.is_view,
        columns: [],
      };
      tables.set(name, table);
      table.columns.push({
        name: row.column_name,
        dataType: row.data_type,
        isNullable: row.is_nullable,
        isAutoIncrementing: false,
        hasDefaultValue: row.has_default,
      });
    }
    return [...tables.values()];
  }
  return {
    async getSchemas() {
      const {rows} = await sql<{name: string}>`
        select schema_name as name from duckdb_schemas()
        where not internal and database_name = current_database() order by 1`.execute(db);
      return rows;
    },
    getTables,
    async getMetadata() {
      return {tables: await getTables()};
    },
  };
}
