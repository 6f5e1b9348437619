import {type Dossier, payableCents} from './dossiers.js';
import {formatDecimal, sum, timesOver} from './exact.js';

const SHARE_UNITS = 10_000; // 4 decimals

/** Take-up of the jobbonus in one reference year: people, EUR, and shares with 4 decimals. */
export type TakeupRow = Readonly<{
  reference_year: string;
  entitled: string;
  notified: string;
  registered: string;
  paid: string;
  entitled_amount: string;
  registered_amount: string;
  paid_amount: string;
  caseload_takeup: string | null;
  expenditure_takeup: string | null;
}>;

/** Entitled jobbonus dossiers of all categories; the shares are null when nobody is entitled. */
export function takeupRow(year: number, jobbonus: readonly Dossier[]): TakeupRow {
  const entitled = jobbonus.filter(({status}) => status === 'entitled');
  const registered = entitled.filter(({registeredOn}) => registeredOn !== null);
  const paid = entitled.filter(({paidCents}) => paidCents > 0);
  const entitledCents = sum(entitled.map(payableCents));
  const paidCents = sum(entitled.map((dossier) => dossier.paidCents));
  return {
    reference_year: String(year),
    entitled: String(entitled.length),
    notified: String(entitled.filter(({notifiedOn}) => notifiedOn !== null).length),
    registered: String(registered.length),
    paid: String(paid.length),
    entitled_amount: formatDecimal(entitledCents, 2),
    registered_amount: formatDecimal(sum(registered.map(payableCents)), 2),
    paid_amount: formatDecimal(paidCents, 2),
    caseload_takeup: share(paid.length, entitled.length),
    expenditure_takeup: share(paidCents, entitledCents),
  };
}

/** An entitled person is owed at least the minimum, so the whole is 0 only when nobody is entitled. */
function share(part: number, whole: number): string | null {
  return whole === 0 ? null : formatDecimal(timesOver(part, SHARE_UNITS, whole), 4);
}
