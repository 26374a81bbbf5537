import { strict as assert } from 'node:assert';
import type { CertificateVerdict } from '../../src/domain/certificates/certificate-verdict.ts';
import { remindOfExpiry } from '../../src/domain/certificates/expiring-certificates.ts';
import type { Services } from '../../src/services.ts';
import { type CertificateKnobs, type IssuedCertificate, USER_ID } from '../support/certificate-authority.ts';
import {
  CERTIFICATE_DAY,
  type CertificateTrees,
  fixedSource,
  makeCertificateTrees,
  TREE,
} from '../support/certificate-trees.ts';
import { seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const OPERATOR = { kind: 'operator', name: 'an' } as const;
const ORIGIN = { address: '10.0.0.1', supportCode: 'ABCDEFGH' };
const DAY_MS = 86_400_000;

describe('login certificates and their people', () => {
  let trees: CertificateTrees;
  let opened: TestServices;
  let services: Services;
  let now = CERTIFICATE_DAY;
  const people = new Map<string, string>();

  before(async function () {
    this.timeout(60_000);
    trees = await makeCertificateTrees();
    const files = { [`${TREE}.pem`]: trees.pem, [`${TREE}.json`]: trees.json };
    opened = await openTestServices({ now: () => now }, { files, source: fixedSource() });
    services = opened.services;
    await seedMinistry(opened);
    for (const { email, id } of await services.staff.list())
      people.set(String(email).split('@')[0] ?? '', id);
  });
  after(() => opened.close());
  beforeEach(async () => {
    now = CERTIFICATE_DAY;
    await services.database.source.query('delete from certificate_binding');
    await services.database.source.query('delete from outbox');
  });

  const personId = (name: string) => people.get(name) ?? assert.fail(name);
  const issue = (knobs: CertificateKnobs = {}) => trees.issuing.issue(knobs);
  const judge = ({ der }: IssuedCertificate): Promise<CertificateVerdict> =>
    services.certificateValidator.validate({ leaf: der, others: [] }, now);
  const identify = async (leaf: IssuedCertificate) =>
    services.certificates.identify(await judge(leaf), ORIGIN);
  const bind = (person: string, { pem }: IssuedCertificate) =>
    services.certificates.bindFor(`${person}@mic.example`, Buffer.from(pem), OPERATOR);
  const letters = async (): Promise<string[]> => {
    const rows = await services.stores.deliveries.claim(now, new Date(now.getTime() + 1), 100);
    await services.database.source.query('delete from outbox');
    return rows.flatMap(({ delivery }) =>
      delivery.kind === 'mail'
        ? [`${delivery.template} ${delivery.to} ${delivery.facts.outcome ?? ''}`.trim()]
        : [],
    );
  };
  const lastEvent = async () => {
    const [row] = await services.database.source.query(
      'select type, details from audit_event order by seq desc limit 1',
    );
    return row as { type: string; details: Record<string, unknown> };
  };

  it('signs in whom an administrator bound, and writes that down', async () => {
    const leaf = await issue();
    assert.deepEqual(await identify(leaf), { code: 'not_bound' });
    const binding = await bind('staff', leaf);
    assert.deepEqual([binding.via, binding.enrolledBy], ['administrator', 'operator:an']);
    assert.equal((await lastEvent()).type, 'certificate.bound');
    assert.deepEqual(await letters(), ['certificate-changed staff@mic.example bound']);
    const found = await identify(leaf);
    assert.ok('person' in found);
    assert.deepEqual(
      [found.person.id, found.bindingId, found.keyStorage],
      [personId('staff'), binding.id, 'hwk'],
    );
  });

  it('never binds one certificate to two people, nor twice to one', async () => {
    const leaf = await issue();
    await bind('staff', leaf);
    await assert.rejects(bind('clerk', leaf), { code: 'certificate_taken' });
    await assert.rejects(bind('staff', leaf), { code: 'certificate_bound' });
    const other = await issue();
    const races = await Promise.allSettled(['staff', 'clerk', 'head'].map((name) => bind(name, other)));
    assert.equal(races.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('binds only what is good now, and names the step that failed', async () => {
    const details = await detailsOf(bind('staff', await issue({ keyUsage: ['nonRepudiation'] })));
    assert.deepEqual([details.step, details.cause], ['usage', 'digital_signature_missing']);
    await assert.rejects(bind('retired', await issue()), { code: 'account_closed' });
    await assert.rejects(bind('nobody', await issue()), { code: 'person_not_found' });
  });

  it('binds nobody to a certificate that names another', async () => {
    const another = { code: 'certificate_of_another' };
    await assert.rejects(bind('staff', await issue({ emails: ['clerk@mic.example'] })), another);
    const subject = [{ CN: ['Nguyễn Văn Mẫu'] }, { [USER_ID]: ['CCCD:000200000002'] }];
    await assert.rejects(bind('staff', await issue({ subject })), another);
    assert.equal((await bind('clerk', await issue({ subject }))).subject, 'CN=Nguyễn Văn Mẫu');
    // Of the same name, but with another's number: no renewal.
    const later = new Date(now.getTime() + 700 * DAY_MS);
    const namesake = [{ CN: ['Nguyễn Văn Mẫu'] }, { [USER_ID]: ['CCCD:000299999999'] }];
    assert.deepEqual(await identify(await issue({ subject: namesake, notAfter: later })), {
      code: 'not_bound',
    });
    assert.deepEqual(await identify(await issue({ subject, notAfter: later })), {
      code: 'awaiting_confirmation',
    });
  });

  it('lets a person enrol on a fresh strong sign-in alone', async () => {
    const leaf = await issue();
    const verdict = await judge(leaf);
    const shown = { personId: personId('clerk'), at: now, isStrong: true };
    for (const stale of [
      { ...shown, isStrong: false },
      { ...shown, at: new Date(now.getTime() - 11 * 60_000) },
      { ...shown, at: new Date(now.getTime() + 60_000) },
      { ...shown, at: new Date(Number.NaN) },
    ])
      await assert.rejects(services.certificates.enrol(verdict, stale), { code: 'sign_in_not_fresh' });
    assert.equal((await services.certificates.enrol(verdict, shown)).via, 'self');
    assert.ok('person' in (await identify(leaf)));
  });

  it('keeps people who are no administrators from binding for others', async () => {
    const pem = Buffer.from((await issue()).pem);
    const actor = { kind: 'person', id: personId('staff') } as const;
    const denied = { code: 'permission_denied' };
    await assert.rejects(services.certificates.bindFor('staff@mic.example', pem, actor), denied);
    const { id } = await bind('clerk', await issue());
    await assert.rejects(services.certificates.unbind(id, actor), denied);
    await assert.rejects(services.certificates.confirm(id, actor), denied);
    await assert.rejects(services.certificates.unbind(id, { kind: 'client', id: 'email' }), denied);
  });

  it('finds the one person whose official e-mail stands in the certificate, and binds it', async () => {
    const leaf = await issue({ emails: ['Staff@MIC.example'] });
    const found = await identify(leaf);
    assert.ok('person' in found);
    assert.equal(found.person.id, personId('staff'));
    const [binding] = await services.certificates.list('staff@mic.example');
    assert.equal(binding?.via, 'email');
    assert.deepEqual(await identify(leaf), found);
  });

  it('binds once when the same person signs in many times at once', async () => {
    const leaf = await issue({ emails: ['clerk@mic.example'] });
    const found = await Promise.all(Array.from({ length: 8 }, () => identify(leaf)));
    assert.equal(new Set(found.map((each) => ('person' in each ? each.bindingId : each.code))).size, 1);
    assert.equal((await services.certificates.list('clerk@mic.example')).length, 1);
  });

  it('refuses an address of several people, and writes it down', async () => {
    const leaf = await issue({ emails: ['staff@mic.example', 'clerk@mic.example'] });
    assert.deepEqual(await identify(leaf), { code: 'email_ambiguous' });
    const { type, details } = await lastEvent();
    assert.deepEqual([type, details.cause], ['certificate.ambiguous', 'email_ambiguous']);
    assert.deepEqual(await services.certificates.list('staff@mic.example'), []);
  });

  it('refuses an address whose holder has another citizen id', async () => {
    const subject = (id: string) => [{ CN: ['Đặng Thị Mẫu'] }, { [USER_ID]: [`CCCD:${id}`] }];
    const emails = ['staff@mic.example'];
    assert.deepEqual(await identify(await issue({ emails, subject: subject('000299999999') })), {
      code: 'identity_differs',
    });
    assert.ok('person' in (await identify(await issue({ emails, subject: subject('000200000001') }))));
  });

  it('never maps by employee number, however the certificate spells it', async () => {
    for (const emails of [['014-00001'], ['014-00001@mic.example'], ['staff@mic.example\0'], ['']]) {
      assert.deepEqual(await identify(await issue({ emails })), { code: 'not_bound' }, emails[0]);
    }
    assert.deepEqual(
      await identify(await issue({ subject: [{ CN: ['Đặng Thị Ngọc Ánh'] }, { [USER_ID]: ['014-00001'] }] })),
      {
        code: 'not_bound',
      },
    );
  });

  it('follows the person, not the employee number, the address or the name', async () => {
    const leaf = await issue({ emails: ['newcomer@mic.example'] });
    await bind('newcomer', leaf);
    // HR gives number and address to somebody else.
    const source = services.database.source;
    await source.query(`update person set employee_no = 'x', email = 'x@mic.example' where id = $1`, [
      personId('newcomer'),
    ]);
    await source.query(
      `update person set employee_no = '014-00005', email = 'newcomer@mic.example' where id = $1`,
      [personId('clerk')],
    );
    try {
      const found = await identify(leaf);
      assert.ok('person' in found);
      assert.equal(found.person.id, personId('newcomer'));
    } finally {
      await source.query(
        `update person set employee_no = '014-00002', email = 'clerk@mic.example' where id = $1`,
        [personId('clerk')],
      );
      await source.query(
        `update person set employee_no = '014-00005', email = 'newcomer@mic.example' where id = $1`,
        [personId('newcomer')],
      );
    }
  });

  it('refuses whose account is closed', async () => {
    const leaf = await issue();
    await bind('head', leaf);
    const close = (at: Date | null) =>
      services.database.source.query('update person set disabled_at = $2 where id = $1', [
        personId('head'),
        at,
      ]);
    await close(now);
    assert.deepEqual(await identify(leaf), { code: 'person_closed' });
    assert.deepEqual(await identify(await issue({ emails: ['head@mic.example'] })), {
      code: 'person_closed',
    });
    await close(null);
    assert.ok('person' in (await identify(leaf)));
  });

  it('takes a certificate away for good: its address does not bring it back', async () => {
    const leaf = await issue({ emails: ['staff@mic.example'] });
    const { id } = await bind('staff', leaf);
    await services.certificates.unbind(id, OPERATOR);
    assert.equal((await lastEvent()).type, 'certificate.unbound');
    assert.deepEqual(await identify(leaf), { code: 'not_bound' });
    await assert.rejects(services.certificates.unbind(id, OPERATOR), { code: 'certificate_not_found' });
    await assert.rejects(services.certificates.unbind('x', OPERATOR), { code: 'certificate_not_found' });
    // By name of an administrator it does come back.
    assert.notEqual((await bind('staff', leaf)).id, id);
  });

  it('lets a renewed certificate in once its person or an administrator has confirmed it', async () => {
    await bind('staff', await issue());
    const renewed = await issue({ notAfter: new Date(now.getTime() + 700 * DAY_MS) });
    assert.deepEqual(await identify(renewed), { code: 'awaiting_confirmation' });
    assert.deepEqual(await identify(renewed), { code: 'awaiting_confirmation' });
    const [waiting] = (await services.certificates.list('staff@mic.example')).filter(
      (each) => each.confirmedAt === null,
    );
    assert.equal(waiting?.via, 'renewal');
    const shown = { personId: personId('staff'), at: now, isStrong: true };
    const id = waiting?.id ?? '';
    await assert.rejects(services.certificates.confirm(id, { ...shown, personId: personId('clerk') }), {
      code: 'certificate_not_found',
    });
    await assert.rejects(services.certificates.confirm(id, { ...shown, isStrong: false }), {
      code: 'sign_in_not_fresh',
    });
    await services.certificates.confirm(id, shown);
    await assert.rejects(services.certificates.confirm(id, shown), { code: 'certificate_not_found' });
    assert.ok('person' in (await identify(renewed)));
    assert.deepEqual(
      await letters(),
      ['bound', 'proposed', 'confirmed'].map((each) => `certificate-changed staff@mic.example ${each}`),
    );
  });

  it('proposes no renewal between people of one name, nor against another’s address', async () => {
    await bind('staff', await issue());
    const later = { notAfter: new Date(now.getTime() + 700 * DAY_MS) };
    assert.deepEqual(await identify(await issue({ ...later, emails: ['elsewhere@mic.example'] })), {
      code: 'not_bound',
    });
    await bind('clerk', await issue());
    assert.deepEqual(await identify(await issue(later)), { code: 'not_bound' });
  });

  it('reminds 30, 7 and 1 days before the end, each once, until there is a newer one', async () => {
    await bind('staff', await issue({ notAfter: new Date(now.getTime() + 40 * DAY_MS) }));
    await letters();
    const sent: number[] = [];
    for (let day = 0; day <= 41; day += 0.5) {
      now = new Date(CERTIFICATE_DAY.getTime() + day * DAY_MS);
      await remindOfExpiry({ ...services, issuer: 'https://sso.example' });
      sent.push(...(await letters()).map(() => day));
    }
    assert.deepEqual(sent, [10, 33, 39]);
    now = CERTIFICATE_DAY;
    await bind('clerk', await issue({ notAfter: new Date(now.getTime() + 5 * DAY_MS) }));
    await bind('clerk', await issue());
    await letters();
    await remindOfExpiry({ ...services, issuer: 'https://sso.example' });
    assert.deepEqual(await letters(), []);
  });
});

async function detailsOf(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    return (error as { details: Record<string, unknown> }).details;
  }
  return assert.fail('nothing was refused');
}
