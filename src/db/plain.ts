import {
  DuckDBDateValue,
  type DuckDBTimestampTZValue,
  DuckDBTypeId,
  type DuckDBValueConverter,
  JSDuckDBValueConverter,
} from '@duckdb/node-api';

/** A value of the database in plain JavaScript: nothing is rounded and nothing moves to another time zone. */
export type Plain = null | boolean | number | bigint | string | Uint8Array | Plain[] | {[key: string]: Plain};

/**
 * Convert one value.
 *
 * DECIMAL becomes a string (`'12.30'`), whole numbers a number while that is exact and a bigint beyond, DATE an
 * ISO day, TIMESTAMP WITH TIME ZONE an ISO instant in UTC. The library's own converter turns decimals into
 * doubles and dates into local midnights, which loses cents and days.
 */
export const plain: DuckDBValueConverter<Plain> = (value, type, convert) => {
  if (value === null || value === undefined) return null;
  switch (type.typeId) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT: {
      const whole = value as bigint;
      const isSafe = whole <= BigInt(Number.MAX_SAFE_INTEGER) && whole >= BigInt(Number.MIN_SAFE_INTEGER);
      return isSafe ? Number(whole) : whole;
    }
    case DuckDBTypeId.DATE: {
      // the library prints a calendar day for the two infinities
      const {days} = value as DuckDBDateValue;
      if (days === DuckDBDateValue.PosInf.days) return 'infinity';
      if (days === DuckDBDateValue.NegInf.days) return '-infinity';
      return String(value);
    }
    case DuckDBTypeId.DECIMAL:
    case DuckDBTypeId.TIME:
    case DuckDBTypeId.UUID:
      return String(value);
    case DuckDBTypeId.TIMESTAMP:
      return String(value).replace(' ', 'T');
    case DuckDBTypeId.TIMESTAMP_TZ:
      return instant((value as DuckDBTimestampTZValue).micros);
    default:
      return JSDuckDBValueConverter(value, type, convert as never) as Plain;
  }
};

/** Microseconds since 1970 as ISO text in UTC, with as many digits as there are. */
function instant(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const whole = new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, 19);
  if (rest === 0n) return `${whole}Z`;
  return `${whole}.${String(rest).padStart(6, '0').replace(/0+$/, '')}Z`;
}
