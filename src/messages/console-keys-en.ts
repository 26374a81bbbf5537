import type { consoleKeysVi } from './console-keys-vi.ts';

/** English texts of the console's pages about signing keys. */
export const consoleKeysEn: Readonly<Record<keyof typeof consoleKeysVi, string>> = {
  'keys.title': 'Signing keys',
  'keys.lead':
    'These keys sign tokens and the records of reviews. Their public part is at /oidc/jwks; the private part is sealed with SECRETS_KEY and never shown.',
  'keys.rotate': 'Rotate keys',
  'keys.leaked': 'A key has leaked',
  'keys.notice.planned':
    'The new keys are published. Relying parties have time to learn of them before they sign.',
  'keys.notice.leaked': 'The old keys are gone. The new ones sign.',
  'keys.waiting':
    'A rotation is under way: the new keys are published and sign from {at}. Nothing more has to be done, even when a server restarts.',
  'keys.key': 'Key (kid)',
  'keys.algorithm': 'Algorithm',
  'keys.stage': 'Does',
  'keys.stage.signing': 'Signs',
  'keys.stage.retiring': 'Published only',
  'keys.stage.next': 'Signs next',
  'keys.created': 'Made',
  'keys.age': '{days}\u00a0days',
  'keys.signsFrom': 'Signs from',
  'keys.until': 'Until',
  'keys.untilRotated': 'the next rotation',
  'keys.users': 'Which relying party uses which algorithm',
  'keys.usersHint':
    'By id_token_signed_response_alg of each registration. Access tokens are always signed with ES256.',
  'keys.noUser': 'No relying party',
  'keys.ask': 'Rotate the signing keys?',
  'keys.askLeaked': 'Drop all signing keys at once?',
  'keys.will': 'What will happen',
  'keys.will.publish':
    'Now: 3\u00a0new keys (ES256, RS256, EdDSA) are published beside those of today, which go on signing.',
  'keys.will.sign':
    '{at}: the new keys begin to sign. Whoever keeps a copy of the keys for longer than 24\u00a0hours has to ask /oidc/jwks again.',
  'keys.will.retire':
    '{at}: the old keys are published no more and deleted. Every token that they signed has expired by then.',
  'keys.will.nobody':
    'Nobody is signed out; {clients}\u00a0relying parties have nothing to do if they ask for keys as the standard wants.',
  'keys.will.drop':
    'Now: the {keys}\u00a0keys of today are deleted; no access token or ID token that they signed counts any more.',
  'keys.will.signNow': 'Now: 3\u00a0new keys sign. Other servers know within seconds.',
  'keys.will.clients':
    '{clients}\u00a0relying parties have to ask /oidc/jwks again; one that keeps an old copy refuses new tokens until it does. Sessions go on, and tokens are refreshed as usual.',
  'keys.will.audit': 'This goes on record in the audit log.',
  'keys.confirm': 'Rotate keys',
  'keys.confirmLeaked': 'Drop the old keys, sign with new ones',
  'keys.toLeaked': 'Has a key leaked? Drop the old ones at once',
  'keys.toPlanned': 'No key has leaked? Rotate as planned',
};
