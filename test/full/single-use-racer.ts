import { loadConfig } from '../../src/config.ts';
import { createBreakGlass } from '../../src/domain/authentication/break-glass-service.ts';
import { verifyPasskey } from '../../src/domain/authentication/passkey.ts';
import { createPasswordService } from '../../src/domain/authentication/password-service.ts';
import type { CodeMethod } from '../../src/domain/authentication/second-factor.ts';
import { verifyCode } from '../../src/domain/authentication/second-factor.ts';
import { createServices } from '../../src/services.ts';
import { openPostgres } from '../../src/storage/database.ts';

/** What a racer is told to try, so many times at once. */
export type Race = { tries: number } & (
  | { use: CodeMethod; personId: string; code: string }
  | { use: 'reset-link'; token: string }
  | { use: 'break-glass'; typed: string }
  | { use: 'approval'; reset: string }
  | { use: 'passkey'; response: string; context: string }
  | { use: 'challenge' | 'ticket' | 'answer'; secret: string; context: string }
);

const ORIGIN = {
  address: '192.0.2.1',
  networkPrefix: '192.0.2.1',
  isOutside: false,
  userAgent: null,
  supportCode: 'ABCD-EFGH',
};

const { RACE_DATABASE_URL: url = '', RACE_DIRECTORY: directory = '' } = process.env;
const services = createServices(
  loadConfig({ DATABASE_URL: url, DATA_DIR: directory, KEYS_DIR: `${directory}/keys` }, directory),
  await openPostgres(url, 10),
);
// Single use has to hold by itself: no throttle thins the crowd, and no slow hash spreads it out.
const open = {
  reserve: async () => true,
  reserveAttempt: async () => ({ byNetwork: true, byAccount: true, isFull: false }),
  settleAttempt: async () => {},
  release: async () => {},
  clear: async () => {},
};
// Refusals are not written down: each would wait for its place in the audit chain, 19 times a round.
const audit = { ...services.stores.audit, append: async () => {} };
const parts = { ...services, stores: { ...services.stores, throttle: open, audit } };
const hasher = {
  decoy: '',
  hash: async (password: string) => password,
  verify: async () => false,
  isOutdated: () => false,
};
const checks = { strength: { score: async () => 4 }, breached: { has: async () => false }, houseWords: [] };
const breakGlass = createBreakGlass({ ...parts, issuer: services.config.issuer });
const passwords = createPasswordService({ ...parts, hasher, checks, issuer: services.config.issuer });

async function attempt(race: Race, index: number): Promise<unknown> {
  switch (race.use) {
    case 'totp':
    case 'recovery-code':
      return verifyCode(parts, { id: race.personId }, { method: race.use, code: race.code }, ORIGIN);
    case 'reset-link': {
      const link = { purpose: 'reset', token: race.token, signedInAs: undefined } as const;
      return passwords.setByLink(link, `bốn con trâu ${process.pid} ${index}`, ORIGIN);
    }
    case 'break-glass':
      return breakGlass.use(race.typed, ORIGIN);
    case 'approval': {
      const actor = { kind: 'operator', name: `officer-${process.pid}-${index}` } as const;
      return services.factorResets.approve(race.reset, actor);
    }
    case 'passkey': {
      const { context, response } = race;
      return verifyPasskey(parts, { context, personId: null, clientId: null, response }, ORIGIN);
    }
    case 'challenge':
      return services.certificateTickets.consume(race.secret, race.context);
    case 'ticket':
      return services.certificateTickets.present(race.secret, null);
    case 'answer':
      return services.certificateTickets.take(race.secret, race.context);
  }
}

process.on('message', async (race: Race) => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: race.tries }, (_, index) => attempt(race, index)),
  );
  process.send?.(
    outcomes.map((each) => (each.status === 'fulfilled' ? 'done' : (each.reason.code ?? `${each.reason}`))),
  );
});
process.send?.('ready');
