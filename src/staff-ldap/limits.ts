/** What one sync takes from a directory server: as much as the largest staff file, and no longer than a coffee. */
export const LDAP_LIMITS = {
  entries: 100_000,
  /** Of everything that arrives. */
  bytes: 50 * 1024 * 1024,
  /** Of one entry, whatever it is made of. */
  messageBytes: 1024 * 1024,
  /** Characters of one value; the longest column takes a few hundred. */
  valueLength: 4000,
  pageSize: 500,
  connectMs: 10_000,
  /** Between two pieces of an answer. */
  silenceMs: 30_000,
  /** Of one page, at the server (RFC 4511 section 4.5.1.5). */
  pageSeconds: 60,
  /** From the connection to the last page. */
  totalMs: 10 * 60 * 1000,
};
