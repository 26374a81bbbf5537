import { strict as assert } from 'node:assert';
import { parseTreePolicy } from '../../../src/domain/certificates/tree-policy.ts';

const least = { name: 'Cây', name_en: 'Tree', revocation: { order: ['ocsp', 'crl'], hosts: ['ca.example'] } };
const FINGERPRINT = 'ab'.repeat(32);

describe('the policy of a tree', () => {
  it('is strict where it says nothing', () => {
    const { policy, problems } = parseTreePolicy(least);
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.revocation.order, ['ocsp', 'crl']);
    assert.equal(policy.revocation.graceMs, 0);
    const { nonce, maxAgeMs, maxListBytes } = policy.revocation;
    assert.deepEqual([nonce, maxAgeMs, maxListBytes], ['required', 3_600_000, 64 * 1024 * 1024]);
    assert.equal(policy.binding.byEmail, false);
    assert.equal(policy.profile.keyStorage, 'swk');
    assert.deepEqual([policy.profile.minimumRsaBits, policy.profile.minimumEcBits], [2048, 256]);
  });

  it('takes addresses by the fingerprint of the issuer, however that is written', () => {
    const colons = FINGERPRINT.toUpperCase().replace(/..(?=.)/g, '$&:');
    const { policy, problems } = parseTreePolicy({
      ...least,
      revocation: { ...least.revocation, grace_hours: 2, crl_urls: { [colons]: 'http://ca.example/a.crl' } },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual([...policy.revocation.crlUrls], [[FINGERPRINT, 'http://ca.example/a.crl']]);
    assert.equal(policy.revocation.graceMs, 7_200_000);
  });

  it('reports everything that is wrong, each by its name', () => {
    const { problems } = parseTreePolicy({
      name: 'Cây',
      profile: { minimum_rsa_bits: 1024, policies: ['G2'], key_storage: 'hsm', other: 1 },
      binding: { by_email: 'yes', by_name: true },
      revocation: {
        order: ['crl', 'hope'],
        hosts: ['https://ca.example'],
        grace_hours: 999,
        nonce: 'never',
        max_age_minutes: 0,
        max_list_mb: 65,
        crl_urls: { g2: 'file:///a' },
      },
    });
    for (const problem of [
      /^name_en: is required/,
      /^profile\.minimum_rsa_bits: must not be below 2048/,
      /^profile\.policies: G2 is not an object identifier/,
      /^profile\.key_storage: must be one of/,
      /^profile\.other: is not a known name/,
      /^binding\.by_email: must be true or false/,
      /^binding\.by_name: is not a known name/,
      /^revocation\.order: hope is neither/,
      /^revocation\.hosts: https:\/\/ca\.example is not a host/,
      /^revocation\.grace_hours: must not exceed 168/,
      /^revocation\.nonce: must be one of/,
      /^revocation\.max_age_minutes: must be 1 to 1440/,
      /^revocation\.max_list_mb: must be 1 to 64/,
      /^revocation\.crl_urls: g2 is not a SHA-256 fingerprint/,
      /^revocation\.crl_urls: file:\/\/\/a is not an http address/,
    ])
      assert.ok(
        problems.some((each) => problem.test(each)),
        `${problem}\n${problems.join('\n')}`,
      );
    assert.match(parseTreePolicy({ name: 'a', name_en: 'b' }).problems.join(), /revocation: is required/);
    assert.ok(parseTreePolicy(null).problems.length > 0);
  });
});
