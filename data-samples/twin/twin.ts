import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {DuckDBConnection} from '@duckdb/node-api';
import {parse} from 'yaml';

export type TwinOptions = {
  /** people received in each reference year, 1 or more; the public shares need some 1,000 to show */
  readonly persons: number;
  readonly seed: number;
  /** reference years, 2021 to 2025 */
  readonly years: readonly number[];
};

export type TwinTable = {
  /** the contract's name */
  readonly name: string;
  /** a select with the contract's columns and types, in a total order */
  readonly relation: string;
};

export type TwinDelivery = {
  readonly deliveryId: string;
  readonly source: string;
  readonly referenceYear: number | null;
  /** instant in UTC, `YYYY-MM-DDTHH:MM:SSZ` */
  readonly deliveredAt: string;
  readonly mode: 'full' | 'delta';
  readonly tables: readonly TwinTable[];
};

type Cell = string | number | null;
type Calibration = {
  readonly constants: Readonly<Record<string, {value: Cell; source: string}>>;
  readonly years: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  readonly tables: Readonly<Record<string, {source: string; columns: string[]; rows: Cell[][]}>>;
};
type Dated = {value: number | string; from_quarter?: number; born_from?: string};
type Law = Readonly<Record<string, Dated | Dated[] | number | string>>;

const FIRST_YEAR = 2021;
const LAST_YEAR = 2025;
/** tables made anew for each asked year and kept under its name */
const YEAR_TABLES = ['lines', 'persons_delivered', 'advices_delivered', 'border_files', 'border_work'];

/** The project folder: the nearest one above this file that holds the calibration, also when compiled elsewhere. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'data-samples/twin/calibration.yaml'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('data-samples/twin/calibration.yaml not found above the program');
    folder = parent;
  }
  return folder;
}

const isDate = (cell: Cell): boolean => typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(cell);

/** A value as SQL; numbers of a column with decimals are doubles throughout. */
function literal(cell: Cell, decimals = typeof cell === 'number' && !Number.isInteger(cell)): string {
  if (cell === null) return 'null';
  if (typeof cell === 'number') return decimals ? `${cell}::double` : `${cell}::bigint`;
  return isDate(cell) ? `date '${cell}'` : `'${cell.replaceAll("'", "''")}'`;
}

/** A small table as SQL. */
function tableSql(name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const decimals = columns.map(
    (column, c) =>
      column.endsWith('_eur') || rows.some((row) => typeof row[c] === 'number' && !Number.isInteger(row[c])),
  );
  const values = rows.map((row) => `(${row.map((cell, c) => literal(cell, decimals[c])).join(', ')})`);
  return `create or replace table twin.${name} as
    select * from (values ${values.join(',\n')}) as rows(${columns.join(', ')})`;
}

const dated = (law: Law, key: string): Dated[] => {
  const entry = law[key];
  if (Array.isArray(entry)) return entry;
  if (typeof entry === 'object') return [entry];
  throw new Error(`sql/parameters: ${key} is missing`);
};

/** The schedule of a quarter: the last entry that has started by then. */
function inQuarter(law: Law, key: string, quarter: number): number {
  const started = dated(law, key).filter((entry) => (entry.from_quarter ?? 1) <= quarter);
  return Number(started.at(-1)?.value);
}

/** twin.law (one row per year and quarter) and twin.pension_ages, from the parameter files. */
async function lawTables(folder: string): Promise<string[]> {
  const rows: Cell[][] = [];
  let ages: Cell[][] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const law = parse(await readFile(join(folder, `sql/parameters/${year}.yaml`), 'utf8')) as Law;
    for (const quarter of [1, 2, 3, 4]) {
      const at = (key: string): number => inQuarter(law, key, quarter);
      rows.push([
        year,
        quarter,
        at('lower_wage_limit_eur'),
        // the first wage that gets nothing
        Math.round(at('last_eligible_wage_eur') * 100 + 1) / 100,
        at('max_award_eur'),
        at('taper_end_award_eur'),
        at('minimum_full_time_award_eur'),
        at('minimum_part_time_award_eur'),
        at('supplement_eur'),
        at('plus_instalment_eur'),
      ]);
    }
    ages = dated(law, 'pension_age').map((entry) => [entry.born_from ?? '0001-01-01', Number(entry.value)]);
  }
  const columns = ['reference_year', 'quarter', 'lower_eur', 'upper_eur', 'max_eur', 'end_eur'];
  const amounts = ['minimum_full_time_eur', 'minimum_part_time_eur', 'supplement_eur', 'plus_instalment_eur'];
  return [
    tableSql('law', [...columns, ...amounts], rows),
    tableSql('pension_ages', ['born_from', 'age'], ages),
  ];
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** DmfA as delivered: the lines with their remunerations and services, laid out as three tables. */
function dmfaTables(year: number): TwinTable[] {
  const lines = `twin.lines_${year}`;
  const key =
    'twin.person_id(person_no) as person_id, quarter, twin.employer_id(employer_no) as employer_id, line_no, version';
  const pay = (code: string, amount: string): string =>
    `select person_no, quarter, employer_no, line_no, version, ${code}::integer as code, ${amount} as amount
     from ${lines} where ${amount} is not null`;
  const time = (code: string, days: string, hours: string): string =>
    `select person_no, quarter, employer_no, line_no, version, ${code}::integer as code, ${days} as days, ${hours} as hours
     from ${lines} where ${days} is not null`;
  return [
    {
      name: 'employment_lines',
      relation: `select ${key.replace('line_no, version', 'line_no::integer as line_no, version::integer as version')},
        is_cancelled as cancelled,
        lpad(coalesce(lines.category, jc.category)::varchar, 3, '0') as employer_category,
        lpad(worker_code::varchar, 3, '0') as worker_code,
        jc.code as joint_committee,
        contract_type::integer as contract_type,
        twin.hundredths(week_days)::decimal(4, 2) as days_per_week,
        twin.hundredths(lines.week_hours)::decimal(4, 2) as hours_per_week,
        twin.hundredths(reference_hours)::decimal(4, 2) as reference_hours_per_week,
        education_payment::integer as education_payment
      from ${lines} as lines join twin.joint_committees as jc using (jc_no)
      order by person_id, quarter, employer_id, line_no, version`,
    },
    {
      name: 'remunerations',
      relation: `select ${key.replace('line_no, version', 'line_no::integer as line_no, version::integer as version')},
        code as remuneration_code, twin.euro(amount) as amount
      from (${pay('1', 'pay_1')} union all ${pay('2', 'pay_2')}
        union all ${pay('extra_code', 'extra_pay')} union all ${pay('other_pay_code', 'other_pay')})
      order by person_id, quarter, employer_id, line_no, version, remuneration_code`,
    },
    {
      name: 'services',
      relation: `select ${key.replace('line_no, version', 'line_no::integer as line_no, version::integer as version')},
        code as service_code,
        twin.hundredths(days)::decimal(5, 2) as days, twin.hundredths(hours)::decimal(6, 2) as hours
      from (${time('1', 'paid_days', 'paid_hours')} union all ${time('2', 'holiday_days', 'holiday_hours')}
        union all ${time('absence_code', 'absence_days', 'absence_hours')}
        union all ${time('other_code', 'other_days', 'other_hours')})
      order by person_id, quarter, employer_id, line_no, version, service_code`,
    },
  ];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Everything delivered once a reference year. */
function yearDeliveries(
  year: number,
  {horizon, hasPlus}: {horizon: string; hasPlus: boolean},
): TwinDelivery[] {
  const person = 'twin.person_id(person_no) as person_id';
  const persons = (where: string): string => `select ${person}, birth_date, sex,
      lpad(nis_code::varchar, 5, '0') as nis_code, death_date
    from twin.persons_delivered_${year} where ${where} order by person_id`;
  const known = `${year + 1}-10-16`;
  const full = (source: string, deliveredAt: string, tables: TwinTable[]): TwinDelivery => ({
    deliveryId: `${source}-${year}-full-1`,
    source,
    referenceYear: year,
    deliveredAt: `${deliveredAt}T06:00:00Z`,
    mode: 'full',
    tables,
  });
  const deliveries = [
    full('dmfa', known, dmfaTables(year)),
    full('persons', known, [
      {
        name: 'persons',
        // deaths after the delivery are not known yet
        relation: persons('true').replace(
          'death_date\n',
          `if(death_date <= date '${known}', death_date, null) as death_date\n`,
        ),
      },
    ]),
    full('advice', `${year + 1}-10-20`, [
      {
        name: 'advices',
        relation: `select ${person}, quarter, if(is_entitled, 'entitled', 'not_entitled') as advice,
            twin.euro(reference_wage)::decimal(10, 2) as reference_wage
          from twin.advices_delivered_${year} order by person_id, quarter`,
      },
    ]),
    full('border', horizon > known ? horizon : addDays(known, 120), borderTables(year)),
  ];
  if (horizon > known) {
    deliveries.push({
      ...full('persons', horizon, [
        {
          name: 'persons',
          relation: persons(`death_date > date '${known}' and death_date <= date '${horizon}'`),
        },
      ]),
      deliveryId: `persons-${year}-mutation-1`,
      mode: 'delta',
    });
  }
  if (hasPlus) deliveries.push(full('plus', horizon, plusTables(year)));
  return deliveries;
}

function borderTables(year: number): TwinTable[] {
  return [
    {
      name: 'border_applications',
      relation: `select application_id, twin.person_id(person_no) as person_id, filed_on, admissible
        from twin.border_files_${year} order by application_id`,
    },
    {
      name: 'border_employments',
      relation: `select application_id, ${year} * 10 + quarter as quarter, employer_no, country,
          twin.euro(gross_wage) as gross_wage,
          if(works_part_time, 1, 0) as contract_type,
          twin.hundredths(weekdays * 100)::decimal(5, 2) as days,
          5.00::decimal(4, 2) as days_per_week,
          if(works_part_time, twin.hundredths(twin.half_up(weekdays * week_hours::bigint, 5))::decimal(6, 2), null) as hours,
          if(works_part_time, 38.00::decimal(4, 2), null) as reference_hours_per_week
        from twin.border_work_${year} where employer_no > 0
        order by application_id, quarter, employer_no`,
    },
  ];
}

function plusTables(year: number): TwinTable[] {
  const files = `twin.plus_all where reference_year = ${year}`;
  const person = 'twin.person_id(person_no) as person_id';
  return [
    {
      name: 'starters',
      relation: `select ${person}, started_on,
          if(stopped_on <= getvariable('horizon'), stopped_on, null) as stopped_on,
          last_employed_on, is_refused as refused
        from ${files} order by person_id`,
    },
    {
      name: 'de_minimis_declarations',
      relation: `select ${person}, 1 as instalment, declared_on, not is_above as within_limit
        from ${files} and declared_on <= getvariable('horizon')
        union all
        select ${person}, 2, second_declared_on, true
        from ${files} and second_declared_on <= getvariable('horizon')
        order by person_id, instalment`,
    },
  ];
}

/** The event streams, delivered once on the day after the horizon. */
function streamDeliveries(horizon: string): TwinDelivery[] {
  const person = 'twin.person_id(person_no) as person_id';
  const number = (letter: string, column: string): string =>
    `'${letter}' || lpad(${column}::varchar, 10, '0')`;
  const stream = (source: string, relation: string, name = source): TwinDelivery => ({
    deliveryId: `${source}-full-1`,
    source,
    referenceYear: null,
    deliveredAt: `${addDays(horizon, 1)}T06:00:00Z`,
    mode: 'full',
    tables: [{name, relation}],
  });
  return [
    stream(
      'registrations',
      `select ${person}, registered_at, ended_at,
        case channel when 1 then 'self' when 2 then 'helpdesk' when 3 then 'digibank' when 4 then 'partner' end as channel
      from twin.registrations_delivered order by person_id, registered_at`,
    ),
    stream(
      'notifications',
      `select ${number('N', 'notification_no')} as notification_id, ${person},
        reference_year::integer as reference_year, scheme, kind,
        case channel when 1 then 'ebox' when 2 then 'paper' end as channel, sent_on, wave, arm
      from twin.notifications_delivered order by notification_id`,
    ),
    stream(
      'payments',
      `select ${number('B', 'payment_no')} as payment_id, ${person}, reference_year::integer as reference_year,
        scheme, kind, twin.euro(amount)::decimal(9, 2) as amount, payment_file, ordered_on, executed_on, status
      from twin.payments_delivered order by payment_id`,
    ),
    stream(
      'objections',
      `select ${number('Z', 'objection_no')} as objection_id, ${person}, reference_year::integer as reference_year,
        filed_on, decided_on, outcome
      from twin.objections_delivered order by objection_id`,
    ),
    stream(
      'complaints',
      `select 'K' || reference_year || '-' || lpad(number::varchar, 2, '0') as complaint_id,
        reference_year::integer as reference_year, received_on,
        admissible = 1 as admissible, founded = 1 as founded, (received_on + days::integer)::date as closed_on
      from twin.complaints
      where reference_year in (select reference_year from twin.asked_years) and received_on <= getvariable('horizon')
      order by complaint_id`,
    ),
    stream(
      'budget',
      `select ${number('C', 'credit_no')} as credit_id, fiscal_year, article, scheme, appropriation, kind, booked_on,
        (amount::decimal(15, 0) * 0.01)::decimal(14, 2) as amount
      from twin.credits_delivered order by credit_id`,
      'credits',
    ),
    stream(
      'campaigns',
      `select 'A' || reference_year || '-' || lpad(row_number() over (
          partition by reference_year order by started_on, name)::varchar, 2, '0') as campaign_id,
        name, kind, started_on, if(ended_on <= getvariable('horizon'), ended_on, null) as ended_on
      from twin.campaigns
      where reference_year in (select reference_year from twin.asked_years) and started_on <= getvariable('horizon')
      order by campaign_id`,
    ),
  ];
}

/**
 * Draw the synthetic twin: every delivery of every source for the asked years, left as selects on tables in schema
 * `twin` of the given connection. The same options give the same rows, whatever the number of threads. Years before
 * the asked ones are drawn too, from 2021 on, without their declarations: accounts known from earlier campaigns.
 *
 * @param connection a DuckDB connection; schema `twin` and variables of calibration.yaml are replaced
 * @param options persons received in each year, seed, reference years
 * @param log one line a step
 * @returns the deliveries in the order in which they are to be loaded
 */
export async function generateTwin(
  connection: DuckDBConnection,
  options: TwinOptions,
  log: (line: string) => void = () => {},
): Promise<TwinDelivery[]> {
  const {persons, seed} = options;
  const years = [...new Set(options.years)].sort((a, b) => a - b);
  const [firstAsked, lastAsked] = [years[0], years.at(-1)];
  if (firstAsked === undefined || lastAsked === undefined) throw new Error('ask at least one reference year');
  if (firstAsked < FIRST_YEAR || lastAsked > LAST_YEAR) throw new Error('reference years: 2021 to 2025');
  if (!Number.isInteger(persons) || persons < 1 || persons > 5_000_000)
    throw new Error('persons: a whole number from 1 to 5000000');
  if (!Number.isInteger(seed)) throw new Error('seed: a whole number');

  const folder = projectFolder();
  const here = join(folder, 'data-samples/twin');
  const calibration = parse(await readFile(join(here, 'calibration.yaml'), 'utf8')) as Calibration;
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);

  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  const script = async (name: string): Promise<void> => {
    await run(await readFile(join(here, name), 'utf8'));
  };
  const setAll = (values: [name: string, value: Cell][]): Promise<void> =>
    run(
      values
        .map(([name, value]) => `set variable ${name} = ${value === null ? 'null::date' : literal(value)}`)
        .join(';\n'),
    );
  const set = (name: string, value: Cell): Promise<void> => setAll([[name, value]]);
  const constant = (name: string): Cell => {
    const entry = calibration.constants[name];
    if (entry === undefined) throw new Error(`calibration.yaml: constants has no ${name}`);
    return entry.value;
  };
  const ofYear = (name: string, year: number): Cell => {
    const value = calibration.years[name]?.[String(year)];
    if (value === undefined) throw new Error(`calibration.yaml: years.${name} has no ${year}`);
    return value;
  };

  const setYear = (year: number): Promise<void> =>
    setAll([
      ['reference_year', year],
      ...Object.keys(calibration.years).map((name): [string, Cell] => [name, ofYear(name, year)]),
    ]);
  const names = async (table: string): Promise<string[]> => {
    const result = await connection.runAndReadAll(`select distinct name from twin.${table} order by name`);
    return result.getRows().map(([name]) => String(name));
  };

  // Tables, constants and the law.
  await run('drop schema if exists twin cascade; create schema twin');
  await setAll(Object.entries(calibration.constants).map(([name, entry]) => [name, entry.value]));
  for (const [name, table] of Object.entries(calibration.tables))
    await run(tableSql(name, table.columns, table.rows));
  for (const sql of await lawTables(folder)) await run(sql);
  const endOfWindow = `${lastAsked + 2}-${String(constant('horizon_month')).padStart(2, '0')}-30`;
  const lastEvent = String(constant('last_event_date'));
  const horizon = endOfWindow < lastEvent ? endOfWindow : lastEvent;
  await set('persons', persons);
  await set('seed', seed);
  await set('last_simulated_year', lastAsked);
  await set('horizon', horizon);
  await run(
    tableSql(
      'asked_years',
      ['reference_year'],
      years.map((year) => [year]),
    ),
  );
  const perYear = Object.keys(calibration.years);
  const simulated = Array.from({length: lastAsked - FIRST_YEAR + 1}, (_, i) => FIRST_YEAR + i);
  await run(
    tableSql(
      'years',
      ['reference_year', ...perYear],
      simulated.map((year) => [year, ...perYear.map((name) => ofYear(name, year))]),
    ),
  );
  await script('00_macros.sql');
  const lists = [
    ...(await names('slots')).map((name) => ['choice', name, 'item order by slot', 'slots']),
    ...(await names('curves')).map((name) => ['curve', name, 'at_step order by step', 'curves']),
  ];
  const list = ([kind, name, what, table]: string[]): string =>
    `set variable ${kind}_${name} = (select list(${what}) from twin.${table} where name = '${name}')`;
  await run(lists.map(list).join(';\n'));
  await script('10_people.sql');
  log(`people ${seconds()} s`);

  for (let year = FIRST_YEAR; year <= lastAsked; year++) {
    const asked = years.includes(year);
    await setYear(year);
    // the curves and choices that follow the year
    for (const [name, list] of [
      ['curve_wage_1', `curve_wage_${year}_1`],
      ['curve_wage_2', `curve_wage_${year}_2`],
      ['choice_absence_blue', `choice_absence_blue_${year}`],
      ['choice_absence_white', `choice_absence_white_${year}`],
    ]) {
      await run(`set variable ${name} = getvariable('${list}')`);
    }
    for (const name of ['20_population.sql', '30_plans.sql', '32_times.sql', '34_wages.sql']) {
      await script(name);
      log(`${year} ${name} ${seconds()} s`);
    }
    if (asked) {
      await script('40_lines.sql');
      log(`${year} 40_lines.sql ${seconds()} s`);
      await script('45_year_tables.sql');
      await script('70_border.sql');
      if (Number(ofYear('plus_dossiers', year)) > 0) await script('75_plus.sql');
    }
    for (const name of asked ? YEAR_TABLES : []) {
      await run(`alter table twin.${name} rename to ${name}_${year}`);
    }
    await run('drop table twin.quarters; drop table twin.draft; drop table twin.corrections');
    await run('drop table twin.plans; drop table twin.population');
    await campaign(year);
    log(`${year} campaign ${seconds()} s`);
  }
  for (const year of years) {
    await payments(year);
    log(`${year} payments ${seconds()} s`);
  }
  await script('80_streams.sql');
  await script('85_budget.sql');
  log(`streams ${seconds()} s`);

  /** Letters, then the accounts from one reminder to the next, up to the next campaign. */
  async function campaign(year: number): Promise<void> {
    const start = String(ofYear('campaign_start_date', year));
    if (year === FIRST_YEAR) await script('52_known_accounts.sql');
    await script('50_letters.sql');
    const reminders = (calibration.tables['reminders']?.rows ?? [])
      .filter((row) => row[0] === year)
      .map((row) => String(row[2]));
    const next = year < LAST_YEAR ? String(ofYear('campaign_start_date', year + 1)) : '9999-01-01';
    const bounds = [start, ...reminders, next];
    for (const [stage, from] of bounds.slice(0, -1).entries()) {
      await set('stage_no', stage + 1);
      await set('stage_from', from);
      await set('stage_to', addDays(bounds[stage + 1] ?? next, -1));
      await script('55_accounts.sql');
    }
    await script('58_outsiders.sql');
  }

  /** Transfers up to each published figure in turn, then the rest. */
  async function payments(year: number): Promise<void> {
    await setYear(year);
    await script('60_payable.sql');
    const published = (calibration.tables['paid_curve']?.rows ?? []).filter(
      (row) => row[0] === year && row[2] === 0,
    );
    let from = addDays(String(ofYear('campaign_start_date', year)), -1);
    for (const day of published.map((row) => String(row[1])).filter((day) => day <= horizon)) {
      await set('interval_from', from);
      await set('interval_to', day);
      await script('62_awards.sql');
      from = day;
    }
    await set('interval_from', from);
    await script('64_other_awards.sql');
  }

  const deliveries = [
    ...years.flatMap((year) =>
      yearDeliveries(year, {horizon, hasPlus: Number(ofYear('plus_dossiers', year)) > 0}),
    ),
    ...streamDeliveries(horizon),
  ];
  const isUsed = await Promise.all(deliveries.map(hasRows));
  return deliveries
    .filter((delivery, i) => delivery.mode === 'full' || isUsed[i])
    .sort((a, b) => compare(a.deliveredAt, b.deliveredAt) || compare(a.deliveryId, b.deliveryId));

  /** A delta without rows is not delivered. */
  async function hasRows(delivery: TwinDelivery): Promise<boolean> {
    if (delivery.mode === 'full') return true;
    for (const {relation} of delivery.tables) {
      const result = await connection.runAndReadAll(`select 1 from (${relation}) limit 1`);
      if (result.currentRowCount > 0) return true;
    }
    return false;
  }
}
