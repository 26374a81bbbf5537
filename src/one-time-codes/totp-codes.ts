import { generateSecret, generateURI, verifySync } from 'otplib';
import type { OneTimeCodes } from '../domain/authentication/one-time-codes.ts';

/** One step of 30 s to either side: what phones are wrong by (ASVS 5.0 section 6.5 asks for a bound). */
const TOLERANCE_S = 30;

/** One-time codes by otplib. @param issuer the name under which apps list them */
export function createOneTimeCodes(issuer: string): OneTimeCodes {
  return {
    newSecret: () => generateSecret(),
    uri: (secret, label) => generateURI({ issuer, label, secret }),
    stepOf(secret, code, now) {
      const token = code.normalize('NFKC').replace(/\s/g, '');
      // The library throws for malformed codes.
      if (!/^\d{6}$/.test(token)) return undefined;
      const epoch = Math.floor(now.getTime() / 1000);
      const result = verifySync({ secret, token, epoch, epochTolerance: TOLERANCE_S });
      return result.valid && 'timeStep' in result ? result.timeStep : undefined;
    },
  };
}
