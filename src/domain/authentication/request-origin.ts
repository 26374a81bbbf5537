/** Where a request came from, as the edge saw it. */
export interface RequestOrigin {
  /** Source address, for the audit log. */
  address: string;
  /** The IPv4 address, or the /64 of an IPv6 address: the bucket for throttling. */
  networkPrefix: string;
  userAgent: string | null;
  /** Finds the log line of this request; shown with a refusal. */
  supportCode: string;
}
