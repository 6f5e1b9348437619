import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openScratch} from '../../src/db/workspace.js';

/**
 * A change delivery made from a full one: the lines of some persons once more, a version higher and with another
 * wage; of every third person one line is cancelled.
 *
 * @param full folder of a full dmfa delivery in Parquet
 * @param which SQL condition on `person_id`
 * @returns the folder, as the delivery `id`
 */
export async function writeMutations(
  full: string,
  folder: string,
  id: string,
  which: string,
  wageFactor = '1.05',
): Promise<string> {
  const scratch = await openScratch(1000);
  const manifest = JSON.parse(readFileSync(join(full, 'manifest.json'), 'utf8')) as {reference_year: number};
  const out = join(folder, id);
  mkdirSync(out, {recursive: true});
  const version = id.slice(-1);
  const made = {
    employment_lines: `* replace ((version + ${version})::integer as version,
      line_no = 1 and hash(person_id) % 3 = 0 and quarter % 10 = 3 as cancelled)`,
    remunerations: `* replace ((version + ${version})::integer as version, (amount * ${wageFactor})::decimal(11, 2) as amount)`,
    services: `* replace ((version + ${version})::integer as version)`,
  };
  const tables = [];
  try {
    for (const [name, columns] of Object.entries(made)) {
      const file = `${name}.parquet`;
      const result = await scratch.connection.run(`
        copy (select ${columns} from read_parquet('${join(full, file)}') where ${which})
        to '${join(out, file)}' (format parquet)`);
      const sha256 = createHash('sha256')
        .update(readFileSync(join(out, file)))
        .digest('hex');
      tables.push({name, file, rows: result.rowsChanged, sha256});
    }
  } finally {
    scratch.close();
  }
  writeFileSync(
    join(out, 'manifest.json'),
    JSON.stringify({
      delivery_id: id,
      source: 'dmfa',
      reference_year: manifest.reference_year,
      delivered_at: `2024-0${version}-15T06:00:00Z`,
      mode: 'delta',
      tables,
    }),
  );
  return out;
}
