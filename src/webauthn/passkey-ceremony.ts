import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { PasskeyAnswer, PasskeyCeremony } from '../domain/authentication/passkey-ceremony.ts';
import type { Passkey } from '../domain/authentication/passkey-store.ts';
import { readClientData, readResponse } from './read-response.ts';

/** COSE names of ES256, EdDSA and RS256: what the field's authenticators can. */
const ALGORITHMS = [-7, -8, -257];

/** How long browsers let a person look for the key; the challenge lives as long. */
const TIMEOUT_MS = 5 * 60_000;

// Loaded when somebody first uses a passkey: the library takes half a second of every start otherwise.
const load = () => import('@simplewebauthn/server');
const loadDecoder = () => import('@simplewebauthn/server/helpers');

const bytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));

/**
 * Web Authentication by @simplewebauthn/server.
 * @param issuer the only origin at which passkeys work; its host is what they are bound to
 * @param product what authenticators call us
 */
export function createPasskeyCeremony({
  issuer,
  product,
}: {
  issuer: string;
  product: string;
}): PasskeyCeremony {
  const { origin, hostname: rpID } = new URL(issuer);
  const described = ({ credentialId, transports }: Passkey) => ({
    id: credentialId,
    transports: transports as [],
  });

  return {
    async enrolmentOptions({ challenge, handle, login, fullName, known }) {
      const { generateRegistrationOptions } = await load();
      const options = await generateRegistrationOptions({
        rpName: product,
        rpID,
        userName: login,
        userDisplayName: fullName,
        userID: bytes(handle),
        challenge: bytes(challenge),
        timeout: TIMEOUT_MS,
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: known.map(described),
      });
      return { ...options };
    },

    async verifyEnrolment(response, challenge) {
      const json = readResponse(response);
      if (json === undefined || !isOwnPage(json)) return undefined;
      return refusedWhenThrown(async () => {
        const { verifyRegistrationResponse } = await load();
        if (!(await attestsItself(json))) return undefined;
        const { registrationInfo } = await verifyRegistrationResponse({
          response: json as unknown as RegistrationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: rpID,
          requireUserVerification: true,
          supportedAlgorithmIDs: ALGORITHMS,
        });
        if (registrationInfo === undefined) return undefined;
        const { credential, aaguid, credentialDeviceType, credentialBackedUp } = registrationInfo;
        return {
          credentialId: credential.id,
          publicKey: Buffer.from(credential.publicKey).toString('base64url'),
          counter: credential.counter,
          transports: transportsOf(credential.transports),
          isSyncable: credentialDeviceType === 'multiDevice',
          isBackedUp: credentialBackedUp,
          aaguid,
        };
      });
    },

    async useOptions({ challenge, known }) {
      const { generateAuthenticationOptions } = await load();
      const options = await generateAuthenticationOptions({
        rpID,
        challenge: bytes(challenge),
        timeout: TIMEOUT_MS,
        userVerification: 'required',
        ...(known !== null && { allowCredentials: known.map(described) }),
      });
      return { ...options };
    },

    readAnswer(response): PasskeyAnswer | undefined {
      const json = readResponse(response);
      if (json === undefined) return undefined;
      const { userHandle } = json.response;
      return { credentialId: json.id, handle: typeof userHandle === 'string' ? userHandle : null, json };
    },

    async verifyUse({ json }, { challenge, passkey }) {
      if (!isOwnPage(json)) return undefined;
      return refusedWhenThrown(async () => {
        const { verifyAuthenticationResponse } = await load();
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: json as unknown as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: rpID,
          requireUserVerification: true,
          // 0: the counter is judged where it is written, so that two uses at once are judged as well.
          credential: { id: passkey.credentialId, publicKey: bytes(passkey.publicKey), counter: 0 },
        });
        const { credentialDeviceType, credentialBackedUp, newCounter } = authenticationInfo;
        // Fixed when the key is made (Web Authentication Level 3 section 7.2, step 19).
        const isSame = (credentialDeviceType === 'multiDevice') === passkey.isSyncable;
        return verified && isSame ? { counter: newCounter, isBackedUp: credentialBackedUp } : undefined;
      });
    },
  };
}

/** The library throws for most of what it refuses. */
async function refusedWhenThrown<Result>(verify: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}

/** Whether the browser says that our own page asked, in no other site's frame: the library lets some frames pass. */
function isOwnPage(json: Readonly<Record<string, unknown>>): boolean {
  const { crossOrigin, topOrigin } = readClientData(json) ?? { crossOrigin: true };
  return (crossOrigin === undefined || crossOrigin === false) && topOrigin === undefined;
}

/**
 * Whether an attestation names no certificate. We ask for none and trust no maker's, and the library would call
 * addresses that certificates name.
 */
async function attestsItself({
  response,
}: Readonly<{ response: Record<string, unknown> }>): Promise<boolean> {
  const { decodeAttestationObject } = await loadDecoder();
  const attestation = decodeAttestationObject(bytes(String(response.attestationObject)));
  const format = attestation.get('fmt');
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
}

/** What the browser names, bounded: it comes back in later questions. */
function transportsOf(named: unknown): string[] {
  if (!Array.isArray(named)) return [];
  const known = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];
  return known.filter((transport) => named.includes(transport));
}
