import { strict as assert } from 'node:assert';
import { DomainError } from '../../../src/domain/errors.ts';
import { readingRightsOf } from '../../../src/domain/roles/reading-rights.ts';
import type { Context } from '../../../src/web/context.ts';
import { allow, callerOf, requireScope } from '../../../src/web/middleware/bearer.ts';

const MACHINE = { actor: { kind: 'client', id: 'm' }, clientId: 'm', personId: undefined } as const;

describe('bearer', () => {
  async function attempt(scopes: string[], permissions: string[]) {
    const headers: Record<string, string> = {};
    const ctx = {
      state: { caller: { ...MACHINE, scopes: new Set(scopes), permissions: new Set(permissions) } },
      set: (name: string, value: string) => {
        headers[name] = value;
      },
    } as unknown as Context;
    let isPast = false;
    try {
      await requireScope('directory:read')(ctx, async () => {
        isPast = true;
      });
    } catch (error) {
      return { code: error instanceof DomainError ? error.code : error, headers, isPast };
    }
    return { code: undefined, headers, isPast };
  }

  it('lets pass who has both the scope and the right', async () => {
    assert.deepEqual(await attempt(['directory:read'], ['directory:read']), {
      code: undefined,
      headers: {},
      isPast: true,
    });
  });

  it('names the scope that a token lacks (RFC 6750 section 3.1)', async () => {
    const refused = await attempt(['directory:write'], ['directory:read']);
    assert.equal(refused.code, 'scope_insufficient');
    assert.equal(
      refused.headers['WWW-Authenticate'],
      'Bearer error="insufficient_scope", scope="directory:read"',
    );
    assert.equal(refused.isPast, false);
  });

  it('refuses a person without the right, whatever her client may do', async () => {
    const refused = await attempt(['directory:read'], []);
    assert.deepEqual(refused, { code: 'permission_denied', headers: {}, isPast: false });
  });

  it('lets an administrator without a second factor read what is hers, and change not even that', () => {
    const person = { ...MACHINE, personId: 'p', scopes: new Set(['roles:read', 'roles:write']) };
    const weak = {
      ...person,
      permissions: new Set<string>(),
      reading: readingRightsOf([]),
      lacksSecondFactor: true,
    };
    const own = { isForOneself: true };
    allow(weak, 'roles:read', own);
    assert.throws(() => allow(weak, 'roles:write', own), { code: 'second_factor_needed' });
    allow({ ...weak, lacksSecondFactor: false }, 'roles:write', own);
  });

  it('knows no caller where nobody was authenticated', () => {
    assert.throws(() => callerOf({ state: {} } as Context), { code: 'token_required' });
  });
});
