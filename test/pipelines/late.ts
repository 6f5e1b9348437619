import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DuckDBInstance} from '@duckdb/node-api';

const week = 7 * 86_400_000;

/**
 * Deliver the registrations of a drawn sample as they might have come: a full delivery, and every week after it what
 * became known since. Sixty of a hundred are known at once, each week after that brings six tenths of the rest.
 *
 * @param deliveries folder of the sample, whose single delivery of registrations gives way to these
 * @param from ISO day of the full delivery
 * @param weeks deliveries after it
 */
export async function deliverLate(deliveries: string, from: string, weeks: number): Promise<void> {
  const whole = join(deliveries, 'registrations-full-1');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`
    set TimeZone = 'UTC';
    create table told as
    select *, registered_at + to_days(7 * floor(ln(((hash(person_id) % 9973) + 1) / 9974) / ln(0.4))::integer) as told_at
    from '${join(whole, 'registrations.parquet')}'`);
  for (let i = 0; i <= weeks; i++) {
    const at = new Date(Date.parse(`${from}T06:00:00Z`) + i * week).toISOString();
    const before = new Date(Date.parse(at) - week).toISOString();
    const id = i === 0 ? 'registrations-full-1' : `registrations-week-${String(i).padStart(2, '0')}`;
    const folder = join(deliveries, id);
    rmSync(folder, {recursive: true, force: true});
    mkdirSync(folder, {recursive: true});
    const file = join(folder, 'registrations.parquet');
    const rows = (
      await connection.run(`
        copy (
          select * exclude (told_at) from told
          where told_at < timestamptz '${at}' and (${i === 0} or told_at >= timestamptz '${before}')
          order by person_id, registered_at
        ) to '${file}' (format parquet)`)
    ).rowsChanged;
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({
        delivery_id: id,
        source: 'registrations',
        delivered_at: at,
        mode: i === 0 ? 'full' : 'delta',
        tables: [{name: 'registrations', file: 'registrations.parquet', rows, sha256}],
      }),
    );
  }
  connection.closeSync();
  instance.closeSync();
}
