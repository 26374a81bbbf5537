import { strict as assert } from 'node:assert';
import { IDENTITY_CHECKS } from '../../src/domain/authentication/factor-reset.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../src/staff-files/read-staff-file.ts';
import { sweep } from '../../src/storage/sweep.ts';
import { Accepted, type Route } from '../../src/web/api/route.ts';
import { apiRoutes } from '../../src/web/api/routes.ts';
import { allow } from '../../src/web/middleware/bearer.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';
import { type Cast, OPERATOR, seedCast } from './role-authority.actors.ts';

const START = Date.parse('2026-11-20T01:00:00Z');
const HOUR = 60 * 60_000;
const SECOND_OPERATOR = { kind: 'operator', name: 'binh' } as const;
const GROUNDS = { checked: 'call-back', reference: 'HD-2026-118', reason: 'mất điện thoại' } as const;
/** Holds a role of the product, another a privileged role of a relying system, the last one neither. */
const [PRIVILEGED, SIGNER, ORDINARY] = ['auditor@mic.example', 'own@mic.example', 'other@mic.example'];

describe('flow: resets of lost second factors', () => {
  let now = START;
  let opened: TestServices;
  let cast: Cast;
  let routes: Route[];

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date(now) });
    cast = await seedCast(opened.services);
    const to = { person: SIGNER };
    await opened.services.roles.grantRole(OPERATOR, { clientId: 'documents', code: 'signer', to });
    const staffFiles = { maxBytes: STAFF_FILE_MAX_BYTES, read: readStaffFile };
    routes = apiRoutes({ ...opened.services, staffFiles }).filter(({ scope }) => scope === 'sessions:write');
  });
  after(() => opened.close());
  beforeEach(() => query('delete from factor_reset'));

  const query = (statement: string) => opened.services.database.source.query(statement);
  const resets = () => opened.services.factorResets;
  const idOf = async (email: string) =>
    (await opened.services.stores.directory.findPersonByLogin(email))?.id ?? assert.fail(email);
  const enrol = async (email: string) => {
    const person = await idOf(email);
    const { totp, credentials } = opened.services.stores;
    await totp.remove(person);
    await totp.save({ personId: person, secret: 'x', lastStep: 0, enrolledAt: new Date(now) });
    assert.ok((await credentials.listSecondMethods(person)).includes('totp'));
  };
  const hasFactor = async (email: string) =>
    (await opened.services.stores.credentials.listSecondMethods(await idOf(email))).length > 0;
  const eventsOf = async (email: string) =>
    opened.services.stores.audit.listOfPerson(
      await idOf(email),
      ['factor_reset.asked', 'factor_reset.approved', 'factor_reset.rejected', 'credentials.reset'],
      4,
    );
  const lettersSince = async (known: number) =>
    (await query('select delivery from outbox order by created_at, id')).length - known;

  /** What the API answers an actor: `ok`, `waits`, or the code of the refusal. */
  async function answer(name: string, operation: string, path = {}, body = {}): Promise<string> {
    const route = routes.find((each) => `${each.method} ${each.path}` === operation);
    const caller = cast.callers.get(name);
    if (route === undefined || caller === undefined) assert.fail(`${name} ${operation}`);
    try {
      allow(caller, route.scope, route);
      const asked = { caller, extent: 'whole', path, query: {}, body, upload: undefined } as const;
      return (await route.handle(asked)) instanceof Accepted ? 'waits' : 'ok';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  it('takes an ordinary person’s factors at once, with what was checked on record and a letter', async () => {
    await enrol(ORDINARY);
    const known = await lettersSince(0);
    const { reset } = await resets().ask(ORDINARY, GROUNDS, cast.actorOf('help-desk'));
    assert.deepEqual([reset.state, await hasFactor(ORDINARY), await lettersSince(known)], ['done', false, 1]);
    const [event] = await eventsOf(ORDINARY);
    assert.equal(event?.type, 'credentials.reset');
    const { methods, checked, reference, reason, asked_by: askedBy } = event?.details ?? {};
    assert.deepEqual({ methods, checked, reference, reason }, { methods: 'totp', ...GROUNDS });
    assert.equal(askedBy, `person:${await idOf('help-desk@mic.example')}`);
  });

  it('leaves a privileged account as it is until a second person approves', async () => {
    for (const email of [PRIVILEGED, SIGNER]) {
      await enrol(email);
      const known = await lettersSince(0);
      const { reset } = await resets().ask(email, GROUNDS, cast.actorOf('help-desk'));
      assert.deepEqual([reset.state, await hasFactor(email)], ['waiting', true]);
      assert.equal(await lettersSince(known), 3, 'the person and both system administrators hear of it');
      await assert.rejects(resets().ask(email, GROUNDS, OPERATOR), { code: 'factor_reset_waits' });
      const done = await resets().approve(reset.id, cast.actorOf('system-administrator'));
      assert.deepEqual([done.reset.state, await hasFactor(email)], ['done', false]);
      const [taken, approved, asked] = await eventsOf(email);
      assert.deepEqual(
        [taken?.type, approved?.type, asked?.type],
        ['credentials.reset', 'factor_reset.approved', 'factor_reset.asked'],
      );
      assert.equal(taken?.details?.asked_by, `person:${await idOf('help-desk@mic.example')}`);
      await assert.rejects(resets().approve(reset.id, OPERATOR), { code: 'factor_reset_not_waiting' });
    }
  });

  it('asks the operator for a second one, too', async () => {
    await enrol(PRIVILEGED);
    const { reset } = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    await assert.rejects(resets().approve(reset.id, OPERATOR), { code: 'approval_self' });
    assert.equal(await hasFactor(PRIVILEGED), true);
    await resets().approve(reset.id, SECOND_OPERATOR);
    assert.equal(await hasFactor(PRIVILEGED), false);
  });

  it('does not let an officer set up other codes for a privileged account in its stead', async () => {
    const { factors } = opened.services;
    await enrol(PRIVILEGED);
    await assert.rejects(factors.enrolFor(PRIVILEGED, OPERATOR), { code: 'second_factor_held' });
    const { reset } = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    await resets().approve(reset.id, SECOND_OPERATOR);
    await factors.enrolFor(PRIVILEGED, OPERATOR);
    assert.equal(await hasFactor(PRIVILEGED), true);
  });

  it('ends what nobody approved within a day', async () => {
    await enrol(PRIVILEGED);
    const { reset } = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    now += 24 * HOUR;
    const refused = { code: 'factor_reset_not_waiting', details: { reset: reset.id, state: 'expired' } };
    await assert.rejects(resets().approve(reset.id, SECOND_OPERATOR), refused);
    assert.deepEqual(await resets().listWaiting(), []);
    // Before any sweep, it is in nobody's way.
    const again = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    assert.deepEqual(
      (await resets().listWaiting()).map(({ id }) => id),
      [again.reset.id],
    );
    now += 24 * HOUR;
    await sweep(opened.services.database.source, new Date(now));
    assert.deepEqual(await query(`select distinct state from factor_reset`), [{ state: 'expired' }]);
    assert.equal(await hasFactor(PRIVILEGED), true);
  });

  it('is decided once, whoever read it before', async () => {
    const { stores } = opened.services;
    const { reset } = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    const decision = { decidedAt: new Date(now), decidedBy: 'x' };
    const outcomes = await Promise.all(
      (['done', 'rejected', 'done'] as const).map((state) =>
        stores.factorResets.decide(reset.id, { state, ...decision }),
      ),
    );
    assert.deepEqual(outcomes.filter(Boolean), [true]);
    const late = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    const decidedAt = late.reset.expiresAt;
    assert.equal(
      await stores.factorResets.decide(late.reset.id, { ...decision, state: 'done', decidedAt }),
      false,
    );
  });

  it('has one outcome of 20 approvals at once', async () => {
    await enrol(PRIVILEGED);
    const { reset } = await resets().ask(PRIVILEGED, GROUNDS, OPERATOR);
    const tries = Array.from({ length: 20 }, (_, index) =>
      resets().approve(reset.id, { kind: 'operator', name: `officer-${index}` }),
    );
    const settled = await Promise.allSettled(tries);
    assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  describe('over the API', () => {
    const ASK = 'POST /people/{person}/factor-resets';
    const NO = 'permission_denied';
    const others = ['hr-officer', 'unit-administrator', 'auditor', 'owner', 'nobody'];

    it('is asked for by the help desk and administrators, for somebody else', async () => {
      for (const name of cast.callers.keys()) {
        const mayAsk = !others.includes(name) && name !== 'peer';
        const wanted = (granted: string) =>
          name === 'program' ? 'approver_not_person' : mayAsk ? granted : NO;
        const ask = (person: string) => answer(name, ASK, { person }, GROUNDS);
        assert.equal(await ask(ORDINARY), wanted('ok'), name);
        await query('delete from factor_reset');
        assert.equal(await ask(PRIVILEGED), wanted('waits'), name);
        await query('delete from factor_reset');
        if (cast.actorOf(name).kind === 'person')
          assert.equal(await ask(`${name}@mic.example`), mayAsk ? 'factor_reset_of_self' : NO, name);
      }
      for (const missing of Object.keys(GROUNDS))
        assert.equal(
          await answer('help-desk', ASK, { person: ORDINARY }, { ...GROUNDS, [missing]: undefined }),
          'request_invalid',
        );
      assert.deepEqual([...IDENTITY_CHECKS], ['id-card', 'call-back', 'head-of-unit']);
    });

    it('is approved by a system administrator who neither asked nor is concerned', async () => {
      const decide = async (verb: string, asker: string, person: string, name: string) => {
        await query('delete from factor_reset');
        const { reset } = await resets().ask(person, GROUNDS, cast.actorOf(asker));
        const path = { factor_reset: reset.id };
        return answer(name, `POST /factor-resets/{factor_reset}/${verb}`, path);
      };
      const administrator = 'system-administrator@mic.example';
      const rows: [verb: string, asker: string, person: string, name: string, wanted: string][] = [
        ['approve', 'help-desk', PRIVILEGED, 'system-administrator', 'ok'],
        ['approve', 'operator', PRIVILEGED, 'system-administrator', 'ok'],
        ['approve', 'system-administrator', PRIVILEGED, 'system-administrator', 'approval_self'],
        ['approve', 'system-administrator', PRIVILEGED, 'administrator2', 'ok'],
        ['approve', 'help-desk', administrator, 'system-administrator', 'factor_reset_of_self'],
        ['approve', 'help-desk', administrator, 'administrator2', 'ok'],
        ['approve', 'operator', PRIVILEGED, 'help-desk', NO],
        ['approve', 'help-desk', PRIVILEGED, 'help-desk', 'approval_self'],
        ['approve', 'operator', PRIVILEGED, 'program', 'approver_not_person'],
        ...others.map((name): (typeof rows)[number] => ['approve', 'operator', PRIVILEGED, name, NO]),
        ['reject', 'help-desk', PRIVILEGED, 'help-desk', 'ok'],
        ['reject', 'help-desk', PRIVILEGED, 'system-administrator', 'ok'],
        ['reject', 'help-desk', administrator, 'system-administrator', 'ok'],
        ['reject', 'operator', PRIVILEGED, 'help-desk', NO],
        ['reject', 'operator', PRIVILEGED, 'program', 'approver_not_person'],
      ];
      for (const [verb, asker, person, name, wanted] of rows)
        assert.equal(await decide(verb, asker, person, name), wanted, `${verb} ${asker} ${person} ${name}`);
      assert.equal(
        await answer('administrator2', 'POST /factor-resets/{factor_reset}/approve', { factor_reset: 'x' }),
        'factor_reset_not_found',
      );
    });
  });
});
