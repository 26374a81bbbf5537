import { strict as assert } from 'node:assert';
import type { Permission } from '../../../src/domain/roles/permissions.ts';
import { offeredActions } from '../../../src/web/admin/person-actions.ts';
import { warningOf } from '../../../src/web/admin/person-record-view.ts';
import { stateOf } from '../../../src/web/admin/person-state.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const LATER = new Date('2026-11-20T03:15:00Z');
const OPEN = {
  state: 'open' as const,
  factors: [],
  lastSignInAt: null,
  isActivated: true,
  lockedUntil: null,
  closesAt: null,
};
const EVERYTHING = new Set<Permission>(['directory:read', 'directory:write', 'sessions:write']);

describe('web/admin: a person’s page', () => {
  const working = { status: 'dang_cong_tac' as const };

  it('says the most serious of an account, and says well only what is', () => {
    const said = (account: Partial<Parameters<typeof stateOf>[1]>, status: 'dang_cong_tac' | 'thai_san') =>
      stateOf({ status }, { ...OPEN, ...account }, NOW);
    assert.equal(said({}, 'dang_cong_tac').tone, 'ok');
    assert.equal(said({}, 'thai_san').tone, 'plain');
    assert.equal(said({ state: 'disabled', lockedUntil: LATER }, 'thai_san').text, 'people.state.disabled');
    assert.equal(
      said({ lockedUntil: LATER, isActivated: false }, 'dang_cong_tac').text,
      'people.state.locked',
    );
    assert.equal(said({ lockedUntil: NOW }, 'dang_cong_tac').tone, 'ok', 'over');
    assert.equal(said({ isActivated: false }, 'dang_cong_tac').text, 'people.state.inactivated');
    assert.equal(said({ state: 'disabled', closesAt: LATER }, 'thai_san').closesAt, null, 'closed already');
  });

  it('warns of what keeps somebody out, or soon will', () => {
    const post = { unitCode: '', unit: '', position: '', isMain: true };
    const past = { ...post, from: null, until: '2026-10-31', when: 'past' as const };
    assert.equal(warningOf(OPEN, [], NOW), null);
    assert.equal(warningOf({ ...OPEN, closesAt: LATER }, [], NOW)?.day, LATER);
    assert.equal(warningOf({ ...OPEN, lockedUntil: LATER, closesAt: LATER }, [], NOW)?.time, LATER);
    const expired = warningOf({ ...OPEN, state: 'expired' }, [past], NOW);
    assert.equal(expired?.title, 'person.warning.expired');
    assert.equal(expired?.day?.toISOString(), '2026-10-30T17:00:00.000Z');
    assert.equal(warningOf({ ...OPEN, state: 'not_working' }, [], NOW)?.title, 'person.warning.notWorking');
    assert.equal(stateOf(working, OPEN, NOW).until, null);
  });

  it('offers what makes sense to who may do it, and nothing else', () => {
    const facts = {
      isDisabled: false,
      isProtected: false,
      isActivated: true,
      isOpen: true,
      hasEmail: true,
      sessions: 1,
    };
    assert.deepEqual(offeredActions(facts, EVERYTHING), ['sign-out', 'disable', 'unlock', 'protect']);
    assert.deepEqual(offeredActions({ ...facts, sessions: 0, isActivated: false }, EVERYTHING), [
      'disable',
      'activate',
      'protect',
    ]);
    const leaver = { ...facts, isDisabled: true, isOpen: false, isProtected: true, sessions: 0 };
    assert.deepEqual(offeredActions(leaver, EVERYTHING), ['enable', 'unprotect']);
    assert.deepEqual(offeredActions(facts, new Set(['sessions:write'])), ['sign-out', 'unlock']);
    assert.deepEqual(offeredActions(facts, new Set(['directory:read', 'roles:write'])), []);
  });
});
