import {type ColumnContract, duckType, type Reason, type TableContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import {refused} from '../errors.js';
import {didYouMean} from '../suggest.js';
import type {Format} from './manifest.js';
import {quoted} from './quoted.js';

/** How one delivered column becomes a column of the contract. */
export interface ColumnPlan {
  readonly contract: ColumnContract;
  /** SQL over the delivered row that gives the contract's type, or null where the cell cannot be read. */
  readonly value: string;
  /** SQL that is true when the delivered cell itself is at fault, per reason; looks at the delivered column. */
  readonly cell: readonly {readonly reason: Reason; readonly when: string}[];
  /** The delivered type is the contract's own: nothing to convert. */
  readonly isExact: boolean;
}

/**
 * Hold the names of the delivered columns against the contract's, letter by letter: no other case, no spaces.
 *
 * @param names in the file's order
 * @throws {JobbonusError} exit 3: a required column is missing, a column is unknown or comes twice
 */
export function requireColumns(table: TableContract, names: readonly string[], file: string): void {
  const known = new Set(table.columns.map((c) => c.name));
  const relation = `${table.source}.${table.name}`;
  // a file without a header begins with a row of data, and nothing of that row may be repeated
  if (!names.some((name) => known.has(name.trim().toLowerCase()))) {
    throw refused(
      'COLUMN_UNKNOWN',
      `${file} names no column of ${relation}; expected ${[...known].join(', ')}`,
    );
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw refused(
      'COLUMN_TWICE',
      `${file}: two columns have the same name ${quoted(twice)}; ${relation} has each column once`,
    );
  }
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw refused(
      'COLUMN_UNKNOWN',
      `${file}: column ${quoted(unknown)} is unknown in ${relation}${didYouMean(unknown, known) || `; expected ${[...known].join(', ')}`}`,
    );
  }
  const missing = table.columns.find((c) => !c.nullable && !names.includes(c.name));
  if (missing) {
    throw refused('COLUMN_MISSING', `${file}: column ${missing.name} is missing; ${relation} requires it`);
  }
}

/**
 * Plan every column of a delivered table.
 *
 * @param delivered DuckDB type per delivered column, in the file's order
 * @param isEmpty whether a column of a wrong type holds no value at all: writers give such columns any type, so
 *   they pass, but never as floating point or local time, which the contract forbids by name
 * @throws {JobbonusError} exit 3: a required column is missing, a column is unknown, a type cannot hold the
 *   contract's exactly
 */
export async function planColumns(
  table: TableContract,
  delivered: ReadonlyMap<string, string>,
  format: Format,
  file: string,
  isEmpty: (column: string) => Promise<boolean>,
): Promise<ColumnPlan[]> {
  requireColumns(table, [...delivered.keys()], file);
  const plans: ColumnPlan[] = [];
  for (const contract of table.columns) {
    const type = delivered.get(contract.name);
    if (type === undefined) {
      plans.push(absent(contract));
    } else {
      const plan = format === 'csv' ? fromText(contract) : fromTyped(contract, type);
      if (plan) {
        plans.push(plan);
      } else if (!isLossy(type) && (await isEmpty(contract.name))) {
        plans.push(absent(contract));
      } else {
        throw refused(
          'COLUMN_TYPE',
          `${file}: column ${contract.name} has type ${type.slice(0, 60)}, which cannot hold the contract's exactly; expected ${expected(contract)}`,
        );
      }
    }
  }
  return plans;
}

/** What the contract names as unable to hold its values, whether or not there are any. */
const isLossy = (type: string): boolean => ['DOUBLE', 'FLOAT', 'TIMESTAMP'].includes(type);

function absent(contract: ColumnContract): ColumnPlan {
  return {contract, value: `cast(null as ${duckType(contract)})`, cell: [], isExact: false};
}

function expected(contract: ColumnContract): string {
  switch (contract.type) {
    case 'pseudonym':
    case 'text':
      return 'text';
    case 'integer':
    case 'year':
    case 'quarter':
      return 'an integer';
    case 'timestamp':
      return 'a timestamp with a time zone';
    default:
      return duckType(contract).toLowerCase();
  }
}

/** CSV: every cell is text, an empty one is null. */
function fromText(contract: ColumnContract): ColumnPlan {
  const raw = identifier(contract.name);
  const type = duckType(contract);
  const converted = `try_cast(${raw} as ${type})`;
  const plan = (shape: string, cell: ColumnPlan['cell']): ColumnPlan => ({
    contract,
    value: `case when ${shape} then ${converted} end`,
    cell,
    isExact: false,
  });
  const looksLike = (pattern: string): string => `regexp_full_match(${raw}, ${literal(pattern)})`;
  switch (contract.type) {
    case 'pseudonym':
    case 'text':
      return {contract, value: raw, cell: [], isExact: false};
    case 'integer':
    case 'year':
    case 'quarter':
    case 'decimal': {
      const fraction = contract.type === 'decimal' ? `(\\.[0-9]{1,${contract.scale}})?` : '';
      const shape = looksLike(`-?[0-9]+${fraction}`);
      const notFinite = looksLike('[+-]?(?i:nan|inf|infinity)');
      return plan(shape, [
        {reason: 'unreadable_value', when: `not ${shape} and not ${notFinite}`},
        {reason: 'not_finite_or_too_large', when: `${notFinite} or (${shape} and ${converted} is null)`},
      ]);
    }
    case 'boolean': {
      const shape = `${raw} in ('true', 'false')`;
      return plan(shape, [{reason: 'unreadable_value', when: `not (${shape})`}]);
    }
    case 'date':
    case 'timestamp': {
      const shape = looksLike(contract.type === 'date' ? day : `${day}[ T]${clock}${zone}`);
      return plan(shape, [
        {
          reason: 'unreadable_value',
          when: `${raw} is not null and (not ${shape} or ${converted} is null or not (${isOfCalendar(converted, type)}))`,
        },
      ]);
    }
  }
}

const day = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?';
// no place on earth is further from Greenwich than fourteen hours
const zone = ' ?(Z|[+-](0[0-9]|1[0-3])(:?[0-5][0-9])?|[+-]14(:?00)?)';

/** SQL: whether a day or an instant lies in the years 1 to 9999, which have four digits; infinity does not. */
const isOfCalendar = (value: string, type: string): string =>
  `${value} >= ${type} '0001-01-01' and ${value} < ${type} '10000-01-01'`;

const wholeTypes = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;

/** Parquet and Arrow: undefined when the delivered type cannot hold the contract's exactly. */
function fromTyped(contract: ColumnContract, type: string): ColumnPlan | undefined {
  const raw = identifier(contract.name);
  const target = duckType(contract);
  const asIs: ColumnPlan = {contract, value: raw, cell: [], isExact: true};
  const converted = `try_cast(${raw} as ${target})`;
  const tooLarge = {
    reason: 'not_finite_or_too_large',
    when: `${raw} is not null and ${converted} is null`,
  } as const;
  switch (contract.type) {
    case 'pseudonym':
    case 'text':
      // an empty text is no value, as in CSV
      if (type === 'VARCHAR') return {...asIs, value: `nullif(${raw}, '')`};
      if (type.startsWith('ENUM'))
        return {contract, value: `nullif(${raw}::varchar, '')`, cell: [], isExact: false};
      return undefined;
    case 'integer':
    case 'year':
    case 'quarter': {
      if (type === target) return asIs;
      if (wholeTypes.test(type)) return {contract, value: converted, cell: [tooLarge], isExact: false};
      if (type === 'DOUBLE' || type === 'FLOAT' || type.startsWith('DECIMAL')) {
        // a whole number survives these types exactly; a fraction is a value the column does not have
        const finite = type.startsWith('DECIMAL') ? 'true' : `isfinite(${raw})`;
        const fraction = `${finite} and ${raw} <> trunc(${raw})`;
        return {
          contract,
          value: converted,
          cell: [
            {reason: 'unreadable_value', when: fraction},
            {reason: tooLarge.reason, when: `${tooLarge.when} or not ${finite}`},
          ],
          isExact: false,
        };
      }
      return undefined;
    }
    case 'decimal': {
      if (type === target) return asIs;
      const delivered = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
      if (!delivered) return undefined;
      const moreDecimals = `${raw} <> round(${raw}, ${contract.scale})`;
      return {
        contract,
        value: converted,
        cell: [
          ...(Number(delivered[2]) > contract.scale!
            ? [{reason: 'unreadable_value', when: moreDecimals} as const]
            : []),
          tooLarge,
        ],
        isExact: false,
      };
    }
    case 'boolean':
      return type === 'BOOLEAN' ? asIs : undefined;
    case 'date':
    case 'timestamp': {
      if (type !== target) return undefined;
      return {
        ...asIs,
        cell: [{reason: tooLarge.reason, when: `${raw} is not null and not (${isOfCalendar(raw, target)})`}],
      };
    }
  }
}
