import type { Ids } from '../clock.ts';

/** How many codes a person gets at a time. */
export const RECOVERY_CODES = 10;

/** Fresh codes `XXXX-XXXX`, no two alike. */
export function newRecoveryCodes({ recoveryCode }: Pick<Ids, 'recoveryCode'>): string[] {
  const codes = new Set<string>();
  while (codes.size < RECOVERY_CODES) codes.add(recoveryCode());
  return [...codes];
}

/** A code as typed: in either case, with or without its dash, with spaces. Undefined for what can be none. */
export function readRecoveryCode(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return /^[2-9A-HJKMNP-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined;
}
