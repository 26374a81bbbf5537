/** Where a request came from, as the edge saw it. */
export interface RequestOrigin {
  /** Source address, for the audit log. */
  address: string;
  /** The IPv4 address, or the /64 of an IPv6 address: the bucket for throttling. */
  networkPrefix: string;
  /** Whether it came from a network that is not the ministry's; never when these are not named. */
  isOutside: boolean;
  userAgent: string | null;
  /** Finds the log line of this request; shown with a refusal. */
  supportCode: string;
}

/** A support code as it is stored, from any spelling: `abcd 2345` is `ABCD-2345`. */
export function supportCodeOf(typed: string): string {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}
