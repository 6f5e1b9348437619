import {createHash} from 'node:crypto';
import {literal} from './db/text.js';
import type {Workspace} from './db/workspace.js';

/** Something a person did that must be answered for. */
export interface AuditEntry {
  /** `wave-plan`: a plan of a wave of letters was seen for the first time; not a plan to compute again. */
  readonly action: 'apply' | 'disclose' | 'purge' | 'purged' | 'run' | 'segment' | 'wave-plan';
  /** What it was done to. */
  readonly subject: string;
  readonly actor?: string;
  readonly approver?: string;
  readonly purpose?: string;
  readonly recipient?: string;
  /** Counts and fingerprints only, never a personal value. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Add an entry to the audit trail. Entries are added, never changed: each carries the hash of the one before, so one
 * that is changed, or removed from between others, breaks the chain (`brokenEntry`). Whoever may write the database can
 * still cut off its end: that is seen by who kept the last hash elsewhere (`trailEnd`, `holdsEntry`).
 */
export async function recordAudit(workspace: Workspace, entry: AuditEntry, now: Date): Promise<void> {
  const last = await workspace.rows<{entry_no: number; hash: string}>(
    'select entry_no, hash from ws.audit order by entry_no desc limit 1',
  );
  const before = last[0]?.hash ?? '';
  const no = (last[0]?.entry_no ?? 0) + 1;
  const cells = [
    now.toISOString(),
    entry.action,
    entry.subject,
    entry.actor ?? null,
    entry.approver ?? null,
    entry.purpose ?? null,
    entry.recipient ?? null,
    JSON.stringify(entry.detail),
  ];
  const values = cells.map((cell) => (cell === null ? 'null' : literal(cell)));
  await workspace.run(
    `insert into ws.audit values (${no}, ${values.join(', ')}, ${literal(before)}, ${literal(hashOf(before, cells))})`,
  );
}

const hashOf = (before: string, cells: readonly (string | null)[]): string =>
  createHash('sha256')
    .update(JSON.stringify([before, ...cells]))
    .digest('hex');

/** The number of the first entry of the audit trail that was tampered with, or null. */
export async function brokenEntry(workspace: Workspace): Promise<number | null> {
  const rows = await workspace.rows<Record<string, string | number | null>>(
    'select * from ws.audit order by entry_no',
  );
  let before = '';
  for (const [i, row] of rows.entries()) {
    const cells = [
      new Date(row.recorded_at as string).toISOString(),
      ...['action', 'subject', 'actor', 'approver', 'purpose', 'recipient', 'detail'].map(
        (name) => row[name] as string | null,
      ),
    ];
    const isWhole =
      row.entry_no === i + 1 && row.hash_before === before && row.hash === hashOf(before, cells);
    if (!isWhole) return i + 1;
    before = row.hash as string;
  }
  return null;
}

/** Where the audit trail ends: to be kept by somebody who cannot write the workspace. */
export interface TrailEnd {
  readonly entries: number;
  /** 64 hexadecimal digits that follow from every entry; null of a trail without one. */
  readonly last_hash: string | null;
}

export async function trailEnd(workspace: Workspace): Promise<TrailEnd> {
  const [end] = await workspace.rows<{entries: number; last_hash: string | null}>(
    'select count(*)::integer as entries, max_by(hash, entry_no) as last_hash from ws.audit',
  );
  return end!;
}

/** Whether the trail still holds the entry that once was its last. */
export const holdsEntry = async (workspace: Workspace, hash: string): Promise<boolean> =>
  (await workspace.value<number>(`select count(*) from ws.audit where hash = ${literal(hash)}`)) > 0;
