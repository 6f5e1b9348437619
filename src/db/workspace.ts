import {randomUUID} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api';
import {firstLine, JobbonusError} from '../errors.js';
import {type Plain, plain} from './plain.js';
import {literal} from './text.js';
import {type Connection, holdingViews, layingViews} from './views.js';

/** The layout of the workspace's own tables; a workspace of another layout is refused, never guessed at. */
const layout = 2;

const ownTables = `
  create table ws.layout as select ${layout} as version;
  create sequence ws.load_seq;
  create table ws.people (person_key ubigint not null, person_id varchar not null);
  create table ws.deliveries (
    load_seq integer primary key, delivery_id varchar not null unique, source varchar not null,
    reference_year integer, mode varchar not null, delivered_at timestamptz not null,
    loaded_at timestamptz not null, content_hash varchar not null, is_in_force boolean not null);
  create table ws.delivery_tables (
    load_seq integer not null, table_name varchar not null, file varchar not null, format varchar not null,
    sha256 varchar not null, row_count bigint not null, loaded_count bigint not null,
    quarantined_count bigint not null);
  create table ws.quarantine (
    load_seq integer not null, table_name varchar not null, row_number bigint not null, reason varchar not null,
    key varchar not null);
  create table ws.runs (
    run_id integer primary key, started_at timestamptz not null, finished_at timestamptz not null,
    as_of_date date not null, reference_years integer[] not null, fingerprint varchar not null);
  create table ws.built (
    relation varchar not null, reference_year integer, physical varchar not null, fingerprint varchar not null,
    parts varchar not null);
  create table ws.ingredients (run_id integer not null, name varchar not null, value varchar not null);
  create table ws.laws (fingerprint varchar primary key, citations varchar not null);
  create table ws.audit (
    entry_no integer primary key, recorded_at timestamptz not null, action varchar not null, subject varchar not null,
    actor varchar, approver varchar, purpose varchar, recipient varchar, detail varchar not null,
    hash_before varchar not null, hash varchar not null);
  create table ws.postings (
    run_id integer not null, posted_on date not null, reference_year integer not null, scheme varchar not null,
    person_key ubigint not null, award_cents bigint not null, supplement_cents bigint not null);
  create table ws.headlines (
    run_id integer not null, recorded_at timestamptz not null, as_of_date date not null,
    reference_year integer not null, figure_no integer not null, figure varchar not null, unit varchar not null,
    persons integer, value decimal(18, 4));
  create table ws.check_results (
    checked_at timestamptz not null, check_name varchar not null, title varchar not null, reference_year integer,
    severity varchar not null, failing_count bigint not null);
`;

/** An open workspace: one in-memory catalogue of views over the workspace's file and its stored tables. */
export interface Workspace {
  readonly folder: string;
  /** Also for the typed way to ask: `typed` in `typed.ts`. */
  readonly connection: Connection;
  run(sql: string): Promise<void>;
  rows<T extends Record<string, Plain>>(sql: string): Promise<T[]>;
  /** The only value of a query of one row and one column. */
  value<T extends Plain>(sql: string): Promise<T>;
  /** The same on a connection of its own, beside what is being asked: of files, since it sees no view or temporary table. */
  beside<T extends Plain>(sql: string): Promise<T>;
  /**
   * Itself and others that see what it sees, as many as there are threads: a statement of one goes on beside those of
   * another. Temporary tables are seen by one only, and a transaction lays views for none.
   */
  lanes(): Promise<readonly Workspace[]>;
  /** Do work during which every statement, in whatever lane, takes one thread. */
  inOneThreadEach<T>(work: () => Promise<T>): Promise<T>;
  /**
   * All or nothing: rolled back when `work` throws.
   *
   * @param reads relations of the catalogue that `work` reads, which cannot be laid once it has begun
   */
  transaction<T>(work: () => Promise<T>, reads?: readonly string[]): Promise<T>;
  /** Path inside the workspace's store, where loaded tables lie as Parquet. */
  stored(...parts: string[]): string;
  close(): void;
}

export interface OpenOptions {
  /** `create` makes a workspace where there is none; `write` and `read` need one. */
  readonly mode: 'create' | 'write' | 'read';
  /** Memory for DuckDB in megabytes; beyond it, it spills to the workspace's folder. */
  readonly memoryMegabytes?: number;
  readonly threads?: number;
}

/**
 * All cores up to four, beyond which memory grows and little is won; `JOBBONUS_THREADS` says otherwise. The result is
 * the same for any number.
 */
function defaultThreads(): number {
  const asked = Number(process.env['JOBBONUS_THREADS']);
  return Number.isInteger(asked) && asked > 0 ? asked : Math.min(availableParallelism(), 4);
}

/**
 * Ways to store a column that are tried on every column and do not pay here: large tables hold text as numbers of a
 * closed list and no fractions, and runs are packed nearly as tightly by their bits. To try them took a tenth of a first
 * run; a workspace is 7 % larger without.
 */
const tooDear = ['rle', 'roaring', 'alp', 'alprd', 'fsst', 'dict_fsst', 'zstd'];

/** Files open for writing in this process: a second instance on the same file would silently lose tables. */
const openForWriting = new Set<string>();

const databaseOf = (folder: string): string => join(resolve(folder), 'jobbonus.duckdb');

/** @throws {JobbonusError} `NO_WORKSPACE` */
export function requireWorkspace(folder: string): void {
  if (existsSync(databaseOf(folder))) return;
  throw new JobbonusError(
    'NO_WORKSPACE',
    `${folder} holds no workspace; load a delivery first: jobbonus load DELIVERY`,
  );
}

/**
 * Open a workspace folder.
 *
 * The database file is attached to an in-memory instance whose schemas hold only views (see `catalogue.ts`), so
 * that a year, or a range of persons, can be looked at by redefining views without touching the file.
 *
 * @param folder created in mode `create`
 * @throws {JobbonusError} `NO_WORKSPACE`, `WORKSPACE_BUSY`, `WORKSPACE_UNREADABLE`
 */
export async function openWorkspace(folder: string, options: OpenOptions): Promise<Workspace> {
  const file = databaseOf(folder);
  const isNew = !existsSync(file);
  if (options.mode !== 'create') requireWorkspace(folder);
  // behind a question mark the database reads settings, and would write beside the folder
  if (file.includes('?'))
    throw new JobbonusError(
      'WORKSPACE_UNREADABLE',
      `${folder} cannot hold a workspace: choose a path without a question mark`,
    );
  try {
    if (isNew) mkdirSync(join(resolve(folder), 'store'), {recursive: true});
  } catch (error) {
    throw new JobbonusError('WORKSPACE_UNREADABLE', `${folder} cannot hold a workspace: ${firstLine(error)}`);
  }
  const real = join(realpathSync(resolve(folder)), 'jobbonus.duckdb');
  if (openForWriting.has(real))
    throw new JobbonusError('WORKSPACE_BUSY', `${folder} is already open in this process`);
  const writes = options.mode !== 'read';
  // before anything is waited for: two that open at once would both find it closed
  if (writes) openForWriting.add(real);
  const spill = scratchFolder(folder, 'spill');

  const threads = options.threads ?? defaultThreads();
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${options.memoryMegabytes ?? 2048}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const raws = [await instance.connect()];
  const connection = layingViews(raws[0]!);
  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  const close = (): void => {
    for (const raw of raws) raw.closeSync();
    instance.closeSync();
    if (writes) openForWriting.delete(real);
    rmSync(spill, {recursive: true, force: true});
  };
  try {
    await run(inUtc);
    await run(`set disabled_compression_methods = ${literal(tooDear.join())}`);
    // a range of persons after the other asks the same files, whose footers are long
    await run('set global parquet_metadata_cache = true');
    await run(`set temp_directory = ${literal(spill)}`);
    await run(`attach ${literal(file)} as ws${writes ? '' : ' (read_only)'}`);
    if (isNew) await run(`begin; ${ownTables} commit;`);
    await requireLayout(connection, folder);
    if (writes) sweepScratch(resolve(folder), spill);
  } catch (error) {
    close();
    if (error instanceof JobbonusError) throw error;
    if (/lock/i.test(firstLine(error))) {
      throw new JobbonusError(
        'WORKSPACE_BUSY',
        `${folder} is in use by another command; try again when it has finished`,
      );
    }
    if (writes && /permission denied|read-only/i.test(firstLine(error))) {
      throw new JobbonusError(
        'WORKSPACE_UNREADABLE',
        `${folder} cannot be written by this user; only status, export and explain read it without writing`,
      );
    }
    throw new JobbonusError(
      'WORKSPACE_UNREADABLE',
      `${folder}/jobbonus.duckdb is not a workspace that can be read: ${firstLine(error).slice(0, 120)}`,
    );
  }

  /** What a connection of its own does before it is asked anything. */
  const connect = async (): Promise<DuckDBConnection> => {
    const other = await instance.connect();
    await other.run(inUtc);
    return other;
  };
  let lanes: Promise<readonly Workspace[]> | undefined;
  const over = (own: Connection): Workspace => {
    const asking = waysToAsk(own);
    return {
      folder: resolve(folder),
      ...asking,
      async beside<T extends Plain>(sql: string): Promise<T> {
        const other = await connect();
        try {
          return await waysToAsk(other).value<T>(sql);
        } finally {
          other.closeSync();
        }
      },
      lanes: () => (lanes ??= openLanes()),
      async inOneThreadEach(work) {
        await asking.run('set global threads = 1');
        try {
          return await work();
        } finally {
          await asking.run(`set global threads = ${threads}`);
        }
      },
      transaction: (work, reads = []) =>
        holdingViews(own, reads, async () => {
          await asking.run('begin transaction');
          try {
            const result = await work();
            await asking.run('commit');
            return result;
          } catch (error) {
            await asking.run('rollback');
            throw error;
          }
        }),
      stored: (...parts) => join(resolve(folder), 'store', ...parts),
      close,
    };
  };
  const workspace = over(connection);
  const openLanes = async (): Promise<readonly Workspace[]> => {
    while (raws.length < threads) raws.push(await connect());
    return [workspace, ...raws.slice(1).map((raw) => over(layingViews(raw, connection)))];
  };
  return workspace;
}

/** A folder of its own in a workspace, not there yet, for what a command writes on the way. */
export const scratchFolder = (folder: string, use: 'spill' | 'plan'): string =>
  join(resolve(folder), `${use}-${process.pid}-${randomUUID()}`);

/** Remove what commands that were cut off left on the way; who may write is alone, so nobody else needs it. */
function sweepScratch(folder: string, own: string): void {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && /^(spill|plan)-\d+-[\da-f-]{36}$/.test(entry.name) && path !== own)
      rmSync(path, {recursive: true, force: true});
  }
}

/** Days are Brussels days where the contract says so, by name in the query; everything else is UTC. */
const inUtc = `set TimeZone = 'UTC'`;

/** The ways to ask a connection in SQL. */
export function waysToAsk(connection: Connection): Pick<Workspace, 'connection' | 'run' | 'rows' | 'value'> {
  return {
    connection,
    async run(sql) {
      await connection.run(sql);
    },
    rows: async <T extends Record<string, Plain>>(sql: string): Promise<T[]> =>
      (await (await connection.run(sql)).convertRowObjects(plain)) as T[],
    async value<T extends Plain>(sql: string): Promise<T> {
      const found = await (await connection.run(sql)).convertRows(plain);
      return found[0]?.[0] as T;
    },
  };
}

async function requireLayout(connection: Connection, folder: string): Promise<void> {
  const result = await connection.run('select version from ws.layout');
  const version = (await result.getRowsJS())[0]?.[0];
  if (version !== layout) {
    throw new JobbonusError(
      'WORKSPACE_UNREADABLE',
      `${folder} has layout ${String(version)}, this version reads layout ${layout}; load the deliveries into a new workspace`,
    );
  }
}

/** A database in memory only, for making data. */
export async function openScratch(
  memoryMegabytes: number,
  threads = defaultThreads(),
): Promise<{connection: DuckDBConnection; close(): void}> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${memoryMegabytes}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run(inUtc);
  const spill = mkdtempSync(join(tmpdir(), 'jobbonus-spill-'));
  await connection.run(`set temp_directory = ${literal(spill)}`);
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(spill, {recursive: true, force: true});
    },
  };
}
