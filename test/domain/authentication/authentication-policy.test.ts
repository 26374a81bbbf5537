import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  assuranceOf,
  type CompletedMethod,
  LEVELS,
  type Method,
  reaches,
} from '../../../src/domain/authentication/assurance.ts';
import {
  type Demand,
  decide,
  demandOn,
  type SecondMethod,
  type SignInFacts,
} from '../../../src/domain/authentication/authentication-policy.ts';

const [PASSWORD, MFA, CERTIFICATE] = LEVELS;
const OFF = {
  'multi_factor.administrators': 0,
  'multi_factor.outside': 0,
  'multi_factor.everybody': 0,
};
const NOBODY = { asked: null, isAdministrator: false, isOutside: false, hasSecondFactor: false };
const at = new Date('2026-11-20T01:00:00Z');
const done = (method: Method): CompletedMethod => ({ method, at });
const plain: Demand = { level: PASSWORD, takesTrustedDevice: true };
const strong: Demand = { level: MFA, takesTrustedDevice: true };
const facts = (given: Partial<SignInFacts>): SignInFacts => ({
  completed: [done('password')],
  held: undefined,
  demand: plain,
  enrolled: [],
  isDeviceTrusted: false,
  mustChangePassword: false,
  ...given,
});

describe('domain/authentication/authentication-policy', () => {
  describe('demandOn', () => {
    it('asks for a password where nothing asks for more', () => {
      assert.deepEqual(demandOn(NOBODY, OFF), plain);
    });

    it('asks for a second factor of whom each rule names', () => {
      const on = (name: keyof typeof OFF) => ({ ...OFF, [name]: 1 });
      const administrator = { ...NOBODY, isAdministrator: true };
      const outside = { ...NOBODY, isOutside: true };
      assert.equal(demandOn(administrator, on('multi_factor.administrators')).level, MFA);
      assert.equal(demandOn(administrator, OFF).level, PASSWORD);
      assert.equal(demandOn(outside, on('multi_factor.outside')).level, MFA);
      assert.equal(demandOn(outside, OFF).level, PASSWORD);
      assert.equal(demandOn(NOBODY, on('multi_factor.everybody')).level, MFA);
    });

    it('asks whoever has a second factor for it, whatever the rules', () => {
      assert.equal(demandOn({ ...NOBODY, hasSecondFactor: true }, OFF).level, MFA);
    });

    it('takes no trusted device from an administrator', () => {
      const rules = { ...OFF, 'multi_factor.administrators': 1 };
      assert.equal(demandOn({ ...NOBODY, isAdministrator: true }, rules).takesTrustedDevice, false);
    });

    it('never asks for less than what is asked for', () => {
      fc.assert(
        fc.property(fc.constantFrom(...LEVELS), fc.boolean(), fc.boolean(), (asked, isOutside, has) => {
          const demand = demandOn({ ...NOBODY, asked, isOutside, hasSecondFactor: has }, OFF);
          assert.ok(reaches(demand.level, asked));
        }),
      );
    });
  });

  describe('decide', () => {
    it('lets a password suffice where it does', () => {
      assert.deepEqual(decide(facts({})), {
        need: 'nothing',
        assurance: { acr: PASSWORD, amr: ['pwd'] },
      });
    });

    it('asks for what is enrolled, and for enrolment where nothing is', () => {
      const enrolled: SecondMethod[] = ['totp', 'recovery-code'];
      assert.deepEqual(decide(facts({ demand: strong, enrolled })), {
        need: 'second-factor',
        offers: enrolled,
      });
      assert.deepEqual(decide(facts({ demand: strong })), { need: 'enrolment' });
      // Recovery codes without what they stand in for are no factor.
      assert.deepEqual(decide(facts({ demand: strong, enrolled: ['recovery-code'] })), {
        need: 'enrolment',
      });
    });

    it('asks for a certificate where only that would do', () => {
      const demand = { level: CERTIFICATE, takesTrustedDevice: false };
      const completed = [done('password'), done('totp')];
      assert.deepEqual(decide(facts({ demand, completed, enrolled: ['totp', 'certificate'] })), {
        need: 'second-factor',
        offers: ['certificate'],
      });
      assert.deepEqual(decide(facts({ demand, completed, enrolled: ['totp'] })), { need: 'certificate' });
    });

    it('raises a session by what is missing alone', () => {
      const held = assuranceOf([done('password')]);
      const enrolled: SecondMethod[] = ['totp'];
      assert.deepEqual(decide(facts({ completed: [], held, demand: strong, enrolled })), {
        need: 'second-factor',
        offers: ['totp'],
      });
      const { need } = decide(facts({ completed: [done('totp')], held, demand: strong, enrolled }));
      assert.equal(need, 'nothing');
    });

    it('asks for a new password last, and only of whom a password let in', () => {
      const must = { mustChangePassword: true, enrolled: ['totp'] as SecondMethod[] };
      assert.equal(decide(facts({ ...must, demand: strong })).need, 'second-factor');
      const completed = [done('password'), done('totp')];
      assert.equal(decide(facts({ ...must, demand: strong, completed })).need, 'new-password');
      assert.equal(decide(facts({ ...must, completed: [done('passkey')] })).need, 'nothing');
    });

    it('takes a trusted device beside a password, and from nobody who may not have one', () => {
      const trusted = { demand: strong, enrolled: ['totp'] as SecondMethod[], isDeviceTrusted: true };
      assert.equal(decide(facts(trusted)).need, 'nothing');
      const demand = { ...strong, takesTrustedDevice: false };
      assert.equal(decide(facts({ ...trusted, demand })).need, 'second-factor');
    });

    it('finishes only where the level is reached, and offers only what reaches it', () => {
      const method = fc.constantFrom<Method>('password', 'totp', 'recovery-code', 'passkey', 'certificate');
      const second = fc.constantFrom<SecondMethod>('totp', 'recovery-code', 'passkey', 'certificate');
      const anything = fc.record({
        completed: fc.uniqueArray(method, { minLength: 1 }).map((methods) => methods.map(done)),
        held: fc.option(
          method.map((one) => assuranceOf([done(one)])),
          { nil: undefined },
        ),
        demand: fc.record({ level: fc.constantFrom(...LEVELS), takesTrustedDevice: fc.boolean() }),
        enrolled: fc.uniqueArray(second),
        isDeviceTrusted: fc.boolean(),
        mustChangePassword: fc.boolean(),
      });
      fc.assert(
        fc.property(anything, (given) => {
          const decision = decide(given);
          if (decision.need === 'nothing') assert.ok(reaches(decision.assurance.acr, given.demand.level));
          if (decision.need !== 'second-factor') return;
          assert.ok(decision.offers.length > 0);
          for (const offer of decision.offers) {
            assert.ok(given.enrolled.includes(offer));
            const after = decide({ ...given, completed: [...given.completed, done(offer)] });
            assert.ok(after.need === 'nothing' || after.need === 'new-password', offer);
          }
        }),
        { numRuns: 1000 },
      );
    });
  });
});
