/** Amounts that could be paid from one month on (letter and account known), and the month in which they were. */
export interface PayableFlow {
  /** Counted from year 0: 12 · year + month − 1. */
  readonly payableIn: number;
  /** Null: not paid yet. */
  readonly paidIn: number | null;
  readonly cents: number;
}

/**
 * Which share of an amount is paid in the month it can be, the month after, and so on: of all amounts that had that
 * long, added and then divided.
 *
 * @param over the first month that is not over; nothing of it or later counts
 */
export function paymentShares(flows: readonly PayableFlow[], over: number): number[] {
  const shares: number[] = [];
  for (let delay = 0; ; delay++) {
    const observed = flows.filter((flow) => flow.payableIn + delay < over);
    const due = sum(observed);
    if (due <= 0) return shares;
    shares.push(sum(observed.filter((flow) => flow.paidIn === flow.payableIn + delay)) / due);
  }
}

/**
 * Payments ahead, month by month: of what can be paid and is not, the shares that are still to come at its age; of
 * what becomes payable in the months ahead, the shares from its own month on.
 *
 * @param flows as known at the end of the last month that is over
 * @param becoming cents that become payable in each month ahead, from `over` on
 * @returns cents per month from `over` on, until nothing more is to come
 */
export function paymentsAhead(
  flows: readonly PayableFlow[],
  becoming: readonly number[],
  shares: readonly number[],
  over: number,
): number[] {
  const ahead = new Array<number>(becoming.length + shares.length).fill(0);
  const open = flows.filter((flow) => flow.payableIn < over && (flow.paidIn === null || flow.paidIn >= over));
  for (const {payableIn, cents} of open) {
    const age = over - payableIn;
    const left = 1 - shares.slice(0, age).reduce((total, share) => total + share, 0);
    if (left <= 1e-9) continue;
    for (let i = 0; age + i < shares.length; i++) ahead[i]! += (cents * shares[age + i]!) / left;
  }
  for (const [month, cents] of becoming.entries())
    for (const [delay, share] of shares.entries()) ahead[month + delay]! += cents * share;
  return ahead;
}

const sum = (flows: readonly PayableFlow[]): number => flows.reduce((total, flow) => total + flow.cents, 0);
