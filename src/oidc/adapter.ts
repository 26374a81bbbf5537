import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import type { AuditType } from '../domain/audit/audit-event.ts';
import type { Clock } from '../domain/clock.ts';
import type { ProtocolState } from '../domain/sessions/protocol-state-store.ts';
import type { Stores, Transact } from '../domain/transact.ts';
import { requestMemory } from './request-memory.ts';
import { isStorable } from './storable.ts';

/** Models whose id is itself a credential: the table keeps its hash, and never the id in the payload. */
const SECRET_IDS = new Set([
  'Session',
  'AccessToken',
  'RefreshToken',
  'AuthorizationCode',
  'ClientCredentials',
  'PushedAuthorizationRequest',
]);
/** Models that count only while their consent and their session do. */
const DEPENDENT = new Set(['AccessToken', 'RefreshToken', 'AuthorizationCode', 'DeviceCode']);
const REVOCABLE = new Set(['AccessToken', 'RefreshToken', 'ClientCredentials']);

interface Dependencies {
  stores: Pick<Stores, 'protocol'>;
  transact: Transact;
  clock: Clock;
}

/**
 * The library's storage contract on our one table. What the library reads first and writes later is made
 * atomic here: a code, refresh token, device code or pushed request is used by one conditional statement,
 * and whoever comes second ends the family.
 */
export class StateAdapter implements Adapter {
  readonly #model: string;
  readonly #stores: Dependencies['stores'];
  readonly #transact: Transact;
  readonly #clock: Clock;

  constructor(model: string, { stores, transact, clock }: Dependencies) {
    this.#model = model;
    this.#stores = stores;
    this.#transact = transact;
    this.#clock = clock;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (!isStorable(payload)) throw new errors.InvalidRequest('a parameter holds a character that is none');
    const expiresAt = expiresIn ? new Date(this.#clock.now().getTime() + expiresIn * 1000) : null;
    await this.#stores.protocol.save(this.#model, this.#key(id), stateOf(this.#model, payload, expiresAt));
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (!isStorable(id)) return undefined;
    const payload = DEPENDENT.has(this.#model)
      ? await this.#findWithFamily(id)
      : (requestMemory.take(`${this.#model} ${id}`) ??
        (await this.#stores.protocol.find(this.#model, this.#key(id))));
    return payload === undefined ? undefined : { ...payload, jti: id };
  }

  /** The library asks for the consent and the session of every code and token: they come along. */
  async #findWithFamily(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.#stores.protocol.findWithFamily(this.#model, this.#key(id));
    if (found === undefined) return undefined;
    const { payload, consent, session } = found;
    if (consent !== undefined) requestMemory.keep(`Grant ${payload.grantId}`, consent);
    if (session !== undefined) requestMemory.keep(`Session uid ${payload.sessionUid}`, session);
    return payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    if (!isStorable(uid)) return undefined;
    return (
      requestMemory.take(`${this.#model} uid ${uid}`) ??
      (await this.#stores.protocol.findByUid(this.#model, uid))
    );
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    if (!isStorable(userCode)) return undefined;
    return this.#stores.protocol.findByUserCode(this.#model, userCode);
  }

  async consume(id: string): Promise<void> {
    const key = this.#key(id);
    if (await this.#stores.protocol.consume(this.#model, key, this.#clock.now())) return;
    if (this.#model === 'PushedAuthorizationRequest')
      throw new errors.InvalidRequestUri('request_uri was already used');
    const consentId = await this.#stores.protocol.familyOf(this.#model, key);
    if (consentId !== undefined) await this.#endFamily(consentId);
    throw new errors.InvalidGrant('already used');
  }

  async destroy(id: string): Promise<void> {
    if (this.#model === 'Grant') return this.#endFamily(id);
    if (!REVOCABLE.has(this.#model))
      return void (await this.#stores.protocol.remove(this.#model, this.#key(id)));
    await this.#transact(async ({ protocol, audit }) => {
      if (await protocol.remove(this.#model, this.#key(id))) await audit.append(this.#revocation(1));
    });
  }

  revokeByGrantId(consentId: string): Promise<void> {
    return this.#endFamily(consentId);
  }

  /** The consent goes with its tokens, so that a token which is being issued at this moment is dead too. */
  async #endFamily(consentId: string): Promise<void> {
    await this.#transact(async ({ protocol, audit }) => {
      const count = await protocol.removeFamily(consentId);
      if (count > 0) await audit.append(this.#revocation(count));
    });
  }

  #revocation(count: number) {
    const oidc = Provider.ctx?.oidc;
    const type: AuditType = oidc?.route === 'token' ? 'token.reuse_detected' : 'tokens.revoked';
    const clientId = oidc?.client?.clientId;
    const actor =
      clientId === undefined ? ({ kind: 'system' } as const) : ({ kind: 'client', id: clientId } as const);
    return { type, at: this.#clock.now(), actor, clientId, details: { rows: count } };
  }

  #key(id: string): string {
    return SECRET_IDS.has(this.#model) ? createHash('sha256').update(id).digest('base64url') : id;
  }
}

function stateOf(model: string, payload: AdapterPayload, expiresAt: Date | null): ProtocolState {
  const { jti, consumed: _, ...rest } = payload;
  const kept: Record<string, unknown> = SECRET_IDS.has(model) ? rest : { jti, ...rest };
  if (model === 'Interaction' && payload.session !== undefined) {
    // The library notes the browser's session cookie here and never reads it.
    kept.session = { ...payload.session, cookie: undefined };
  }
  return {
    payload: kept,
    uid: payload.uid,
    userCode: payload.userCode,
    consentId: payload.grantId,
    sessionUid: payload.sessionUid,
    accountId: payload.accountId,
    clientId: payload.clientId,
    expiresAt,
  };
}
