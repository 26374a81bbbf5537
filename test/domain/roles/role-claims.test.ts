import assert from 'node:assert/strict';
import {
  areClaimsLarge,
  CLAIMS_LIMIT,
  roleClaims,
  sizeOfClaims,
} from '../../../src/domain/roles/role-claims.ts';
import { personRow, roleRow } from './rows.ts';

const held = (code: string, units: string[] | null) => ({
  role: roleRow({ id: code, code }),
  units,
  until: null,
  paths: [],
});

const lan = personRow();

describe('role claims', () => {
  it('are empty for somebody without roles', () => {
    assert.deepEqual(roleClaims([], lan), { roles: [], role_units: {} });
  });

  it('list codes sorted, and units only of roles that are limited to units', () => {
    const claims = roleClaims(
      [held('b', ['G14.2', 'G14.1', 'G14.2']), held('c', null), held('a', ['G14.9'])],
      lan,
    );
    assert.equal(
      JSON.stringify(claims),
      '{"roles":["a","b","c"],"role_units":{"a":["G14.9"],"b":["G14.1","G14.2"]}}',
    );
  });

  it('keep a limit that is empty, which is not the same as none', () => {
    assert.deepEqual(roleClaims([held('a', [])], lan).role_units, { a: [] });
  });

  it('are measured in bytes of UTF-8', () => {
    assert.equal(sizeOfClaims({ roles: ['a'], role_units: {} }), '{"roles":["a"],"role_units":{}}'.length);
    assert.equal(
      sizeOfClaims({ roles: [], role_units: { a: ['Đ'] } }),
      '{"roles":[],"role_units":{"a":["D"]}}'.length + 1,
    );
  });

  it('stay under 4 KB for 40 roles in 5 units', () => {
    const units = ['G14.21', 'G14.22', 'G14.23', 'G14.24', 'G14.25'];
    const effective = Array.from({ length: 40 }, (_, index) => held(`role-code-${index}`, units));
    assert.equal(areClaimsLarge({ bytes: sizeOfClaims(roleClaims(effective, lan)) }), false);
  });

  it('are large from 4 KB on, as 400 roles are', () => {
    const effective = Array.from({ length: 400 }, (_, index) => held(`role-code-${index}`, null));
    assert.ok(areClaimsLarge({ bytes: sizeOfClaims(roleClaims(effective, lan)) }));
    assert.deepEqual(
      [CLAIMS_LIMIT - 1, CLAIMS_LIMIT].map((bytes) => areClaimsLarge({ bytes })),
      [false, true],
    );
  });
});
