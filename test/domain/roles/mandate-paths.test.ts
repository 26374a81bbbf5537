import assert from 'node:assert/strict';
import { type EffectiveRoleFacts, effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import type { Mandate } from '../../../src/domain/roles/mandate.ts';
import type { MandatorFacts } from '../../../src/domain/roles/mandate-paths.ts';
import { roleClaims, sizeOfClaims } from '../../../src/domain/roles/role-claims.ts';
import { violationsAhead } from '../../../src/domain/roles/separation-of-duties.ts';
import { whyNot } from '../../../src/domain/roles/why-not.ts';
import { mandateNote, obstacleNote } from '../../../src/messages/role-notes.ts';
import {
  appointmentRow,
  mandateRow,
  personRow,
  positionRow,
  roleGrantRow,
  roleRow,
  unitRow,
} from './rows.ts';

const AT = new Date('2026-03-15T03:00:00Z');
const an = personRow({ id: 'an', fullName: 'Trần Văn An' });
const lan = personRow();
const clerk = roleRow();
const signer = roleRow({ id: 'signer', code: 'signer', extent: 'own-unit', isPrivileged: true });
const units = [unitRow('office'), unitRow('room')];
const shared = { units, positions: [positionRow('staff')], parts: [], handoverDays: 0 };

/** An heads `office`; Lan, her deputy, sits in `room` and holds nothing by herself. */
const head: MandatorFacts = {
  ...shared,
  person: an,
  appointments: [appointmentRow('office', { personId: 'an' })],
  roles: [clerk, signer],
  roleGrants: [
    roleGrantRow({ id: 'rg-clerk', personId: 'an', decision: '1/QĐ' }),
    roleGrantRow({ id: 'rg-signer', roleId: 'signer', positionId: 'staff', unitId: 'office' }),
  ],
};

function factsOf(mandate: Partial<Mandate> = {}, mandator: Partial<MandatorFacts> = {}) {
  const given = {
    mandate: mandateRow({ roleIds: ['clerk', 'signer'], ...mandate }),
    mandator: { ...head, ...mandator },
  };
  return {
    ...shared,
    person: lan,
    appointments: [appointmentRow('room')],
    roles: [],
    roleGrants: [],
    mandates: [given],
    at: AT,
  } satisfies EffectiveRoleFacts;
}

const held = (mandate: Partial<Mandate> = {}, mandator: Partial<MandatorFacts> = {}, at = AT) =>
  effectiveRoles({ ...factsOf(mandate, mandator), at }).map(({ role }) => role.code);

describe('roles held by mandate', () => {
  it('are the mandated ones with the mandator’s extent and path, until the earlier end', () => {
    const [role, ...others] = effectiveRoles(factsOf({ roleIds: ['signer'] }));
    assert.deepEqual(others, []);
    assert.deepEqual(role?.units, ['OFFICE']);
    assert.deepEqual(role?.paths, [
      {
        roleGrantId: 'rg-signer',
        via: {
          kind: 'mandate',
          mandateId: 'mandate-1',
          mandatorId: 'an',
          mandatorName: 'Trần Văn An',
          decision: '12/QĐ-BTTTT',
          until: new Date('2026-04-01T00:00:00+07:00'),
          own: {
            kind: 'position',
            unitId: 'office',
            unitCode: 'OFFICE',
            appointmentId: 'in-office',
            positionId: 'staff',
            positionCode: 'code-staff',
            positionName: 'Position staff',
          },
        },
        decision: null,
        reason: null,
        from: new Date('2026-03-01T00:00:00+07:00'),
        until: new Date('2026-04-01T00:00:00+07:00'),
        units: ['OFFICE'],
      },
    ]);
    const ending = [roleGrantRow({ personId: 'an', until: new Date('2026-03-20T00:00:00Z') })];
    const [sooner] = effectiveRoles(factsOf({}, { roleGrants: ending }));
    assert.equal(sooner?.until?.toISOString(), '2026-03-20T00:00:00.000Z');
  });

  it('begin and end by themselves, to the instant, and at once when the mandate is ended early', () => {
    const [from, until] = [new Date('2026-03-10T00:00:00Z'), new Date('2026-03-20T00:00:00Z')];
    const at = (time: number) => held({ from, until }, {}, new Date(time)).length;
    assert.deepEqual(
      [from.getTime() - 1, from.getTime(), until.getTime() - 1, until.getTime()].map(at),
      [0, 2, 2, 0],
    );
    assert.deepEqual(held({ endedAt: AT }), []);
  });

  it('go with the mandator’s role, post or account', () => {
    assert.deepEqual(held(), ['clerk', 'signer']);
    const revoked = head.roleGrants.map((each) => ({ ...each, revokedAt: AT }));
    assert.deepEqual(held({}, { roleGrants: revoked }), []);
    assert.deepEqual(held({}, { person: { ...an, status: 'nghi_huu' } }), []);
    assert.deepEqual(held({}, { person: { ...an, disabledAt: AT } }), []);
    const over = [appointmentRow('office', { personId: 'an', until: '2026-03-14' })];
    assert.deepEqual(
      held({}, { appointments: over }),
      [],
      'an account that expired, whatever she holds herself',
    );
    const moved = [...over, appointmentRow('room', { id: 'new', personId: 'an', from: '2026-03-15' })];
    const handingOver = {
      appointments: moved,
      handoverDays: 90,
      roles: [{ ...signer, isPrivileged: false }],
    };
    assert.deepEqual(
      effectiveRoles({ ...head, ...handingOver, at: AT }).map(({ role }) => role.code),
      ['signer'],
      'she hands over what the office gave her',
    );
    assert.deepEqual(held({}, handingOver), [], 'and nobody acts for an office that she has left');
  });

  it('are none of a deputy whose account is not open, and none for anybody else', () => {
    const { mandates, ...facts } = factsOf();
    for (const person of [
      { ...lan, disabledAt: AT },
      { ...lan, status: 'nghi_huu' as const },
      { ...lan, id: 'binh' },
    ])
      assert.deepEqual(effectiveRoles({ ...facts, mandates, person }), []);
    assert.deepEqual(held({ mandatorId: 'binh' }), []);
    const herself = { person: lan, appointments: [appointmentRow('office')] };
    assert.deepEqual(held({ mandatorId: 'lan' }, herself), [], 'nor of herself');
  });

  it('are never passed on: a mandator’s own mandates give the deputy nothing', () => {
    const chained = {
      ...head,
      mandates: [
        {
          mandate: mandateRow({ mandatorId: 'chi', deputyId: 'an' }),
          mandator: { ...head, person: { ...an, id: 'chi' } },
        },
      ],
    };
    assert.deepEqual(held({}, { ...chained, roleGrants: [] }), []);
  });

  it('are never roles of the product itself, not even inside a composite', () => {
    const product = roleRow({ id: 'admin', clientId: 'micconnect', code: 'system-administrator' });
    const roles = [clerk, product];
    const roleGrants = [roleGrantRow({ personId: 'an', roleId: 'admin' })];
    assert.deepEqual(held({ roleIds: ['admin'] }, { roles, roleGrants }), []);
    const parts = [{ roleId: 'clerk', partId: 'admin' }];
    assert.deepEqual(held({}, { roles, parts }), ['clerk']);
  });

  it('bring the parts of a mandated composite, and of nothing else', () => {
    const part = roleRow({ id: 'part', code: 'part' });
    const composite = { roles: [clerk, signer, part], parts: [{ roleId: 'clerk', partId: 'part' }] };
    assert.deepEqual(held({ roleIds: ['clerk'] }, composite), ['clerk', 'part']);
    assert.deepEqual(held({ roleIds: ['part'] }, composite), ['part']);
    const both = effectiveRoles(factsOf({ roleIds: ['clerk', 'part'] }, composite));
    assert.deepEqual(
      both.map(({ role, paths }) => [role.code, paths.map(({ composites }) => composites)]),
      [
        ['clerk', [undefined]],
        ['part', [['documents:clerk']]],
      ],
    );
  });
});

describe('the claim act', () => {
  const claims = (facts: EffectiveRoleFacts) => roleClaims(effectiveRoles(facts), lan);

  it('names the deputy as actor, and each mandator with roles and end', () => {
    assert.deepEqual(claims(factsOf()), {
      roles: ['clerk', 'signer'],
      role_units: { signer: ['OFFICE'] },
      act: {
        sub: 'lan',
        name: 'Nguyễn Thị Lan',
        mandates: [
          {
            sub: 'an',
            name: 'Trần Văn An',
            roles: ['clerk', 'signer'],
            until: Date.parse('2026-04-01T00:00:00+07:00') / 1000,
          },
        ],
      },
    });
  });

  it('leaves out what the deputy holds by herself, in all of the units', () => {
    const own = (unitCode: string) => ({
      ...factsOf({ roleIds: ['signer'] }),
      roles: [signer],
      roleGrants: [roleGrantRow({ id: 'own', roleId: 'signer', personId: 'lan', extentUnitId: unitCode })],
    });
    assert.equal(claims(own('office')).act, undefined);
    assert.deepEqual(
      claims(own('room')).act?.mandates.map(({ roles }) => roles),
      [['signer']],
    );
    assert.deepEqual(claims(own('room')).role_units, { signer: ['OFFICE', 'ROOM'] });
    assert.equal(claims({ ...factsOf(), mandates: [] }).act, undefined);
  });

  it('stays under 4 KB with 40 roles in 5 units', () => {
    const roles = Array.from({ length: 40 }, (_, index) =>
      roleRow({ id: `r${index}`, code: `role-code-${index}`, extent: 'any' }),
    );
    const five = Array.from({ length: 5 }, (_, index) => unitRow(`u${index}`, { code: `G14.2${index}` }));
    const roleGrants = roles.flatMap(({ id: roleId }) =>
      five.map(({ id: extentUnitId }) =>
        roleGrantRow({ id: `${roleId}-${extentUnitId}`, roleId, personId: 'an', extentUnitId }),
      ),
    );
    const found = claims(
      factsOf({ roleIds: roles.map(({ id }) => id) }, { roles, roleGrants, units: [...units, ...five] }),
    );
    assert.equal(found.act?.mandates[0]?.roles.length, 40);
    assert.ok(sizeOfClaims(found) < 4096, `${sizeOfClaims(found)} bytes`);
  });
});

describe('roles held by mandate, asked about', () => {
  const missed = (mandate: Partial<Mandate>, mandator: Partial<MandatorFacts> = {}) => {
    const facts = factsOf({ roleIds: ['clerk'], ...mandate }, mandator);
    const record = { person: lan, appointments: facts.appointments, units, positions: facts.positions };
    const { grants } = whyNot(record, { ...facts, roles: [clerk] }, () => true);
    return grants.map(({ obstacles, ...by }) => [by, obstacles]);
  };

  it('are explained when they are not held', () => {
    const by = { code: 'clerk', mandateId: 'mandate-1' };
    assert.deepEqual(missed({}), []);
    assert.deepEqual(missed({}, { roleGrants: [] }), [[by, [{ kind: 'mandator_lacks_role' }]]]);
    assert.deepEqual(missed({}, { person: { ...an, disabledAt: AT } }), [
      [by, [{ kind: 'mandator_account_not_open', state: 'disabled' }]],
    ]);
    assert.deepEqual(missed({ endedAt: AT, endedBy: 'person:an' }), [
      [by, [{ kind: 'revoked', at: AT, by: 'person:an' }]],
    ]);
    assert.deepEqual(missed({ until: AT }), [[by, [{ kind: 'ended', until: AT }]]]);
  });

  it('are put in words', () => {
    const [role] = effectiveRoles(factsOf({ roleIds: ['clerk'] }));
    const via = role?.paths[0]?.via;
    assert.ok(via?.kind === 'mandate');
    assert.equal(mandateNote(via, 'vi'), 'được Trần Văn An ủy quyền theo 12/QĐ-BTTTT đến 31/03/2026');
    assert.match(mandateNote(via, 'en'), /by mandate of Trần Văn An, decision 12\/QĐ-BTTTT, until/);
    assert.match(obstacleNote({ kind: 'mandator_lacks_role' }, 'vi'), /người ủy quyền/);
  });

  it('count for separations, also when only the mandate is still to begin, and whatever block stands', () => {
    const separation = {
      id: 's',
      name: null,
      roleIds: ['clerk', 'signer'],
      most: 1,
      createdBy: 'x',
      createdAt: AT,
      endedAt: null,
      endedBy: null,
    };
    const rules = { separations: [separation], exceptions: [] };
    const from = new Date('2026-03-20T00:00:00Z');
    const ahead = (mandate: Partial<Mandate>, mandator: Partial<MandatorFacts> = {}) =>
      violationsAhead(factsOf(mandate, mandator), rules, AT).map(({ personId, at }) => [personId, at]);
    assert.deepEqual(ahead({}), [['lan', AT]]);
    assert.deepEqual(ahead({ from }), [['lan', from]]);
    assert.deepEqual(ahead({}, { person: { ...an, disabledAt: AT } }), [['lan', AT]]);
    assert.deepEqual(ahead({ roleIds: ['clerk'] }), []);
    const later = head.roleGrants.map((each) => ({ ...each, from }));
    assert.deepEqual(ahead({}, { roleGrants: later }), [['lan', from]]);
  });
});
