import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileWithin } from '../../src/cli/read-file.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { loadConfig } from '../../src/config.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Database } from '../../src/storage/database.ts';
import { freePort } from '../support/free-port.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { ministryLdif, personEntry } from './ldap-entries.ts';
import { BIND_PASSWORD, type Slapd, SUFFIX, startSlapd } from './slapd.ts';

/** More than one thousand, and more than two pages. */
const PEOPLE = 1200;
const UNITS = {
  base: `ou=units,${SUFFIX}`,
  filter: `(&(objectClass=organizationalUnit)(description=*))`,
  attributes: { ma_don_vi: 'ou', ten_don_vi: 'description', ma_don_vi_cha: 'businessCategory' },
};
const dn = (number: number) => `uid=p${String(number).padStart(4, '0')},ou=people,${SUFFIX}`;

interface Answer {
  code: number;
  out: string;
  err: string;
}

describe('staff sync from a real directory server', function () {
  this.timeout(120_000);
  let folder: string;
  let slapd: Slapd;
  let database: Database;
  let services: Services;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'micconnect-sync-'));
    [slapd, database] = await Promise.all([startSlapd(ministryLdif(PEOPLE)), openTestDatabase()]);
    services = createServices(loadConfig({ SAMPLE_DATA: 'off' }, folder), database);
  });
  after(async () => {
    await slapd?.stop();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the command on a description that differs from the usual one. */
  async function sync(changes: Record<string, unknown> = {}, ...argv: string[]): Promise<Answer> {
    const description = {
      url: slapd.secureUrl,
      ca_file: slapd.caFile,
      bind_dn: `cn=sync,${SUFFIX}`,
      password_file: slapd.passwordFile,
      base: `ou=people,${SUFFIX}`,
      units: UNITS,
      ...changes,
    };
    const file = join(folder, 'source.json');
    writeFileSync(file, JSON.stringify(description));
    const io = scriptedTerminal({ files: readFileWithin });
    const words = ['staff', 'sync', '--file', file, '--json', ...argv];
    const code = await runCommand(words, operatorServices(services), io, { kind: 'operator', name: 'test' });
    assert.ok(!`${io.said.out}${io.said.err}`.includes(BIND_PASSWORD), 'the password is never shown');
    return { code, ...io.said };
  }

  /** A refusal of the whole sync, which leaves the directory as it was. */
  async function refused(code: string, changes: Record<string, unknown>): Promise<string> {
    const before = await state();
    const answer = await sync(changes, '--allow-removals', '9999');
    assert.equal(answer.code, 1);
    assert.match(answer.err, new RegExp(`\\[${code}\\]`));
    assert.equal(answer.out, '');
    assert.equal(await state(), before);
    return answer.err;
  }

  async function state(): Promise<string> {
    const people = await services.stores.directory.listPeople();
    return people
      .map(({ employeeNo, status, email }) => `${employeeNo} ${status} ${email}`)
      .sort()
      .join('\n');
  }

  const replace = (number: number, attribute: string, value: string) =>
    slapd.modify(
      `dn: ${dn(number)}\nchangetype: modify\nreplace: ${attribute}\n${attribute}:: ${Buffer.from(value).toString('base64')}\n`,
    );

  it('imports people into units, over TLS and page by page, beyond the size limit', async () => {
    const dry = JSON.parse((await sync({}, '--dry-run')).out);
    assert.equal(dry.joiners.length, PEOPLE);
    const { code, out, err } = await sync({}, '--apply', dry.plan);
    assert.equal(err, '');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out).units, { added: 3, changed: 0, removed: 0, unchanged: 0 });
    const { person, posts } = await services.staff.show('CB0002');
    assert.equal(person.familyName, 'Đặng');
    assert.equal(person.email, 'p0002@mic.example');
    assert.deepEqual(
      posts.map(({ unit, position }) => [unit, position]),
      [['Cục An toàn thông tin', 'Chuyên viên']],
    );
  });

  it('changes nothing the second time, by STARTTLS and in clear on this machine alike', async () => {
    for (const changes of [
      { url: slapd.url, starttls: true },
      { url: slapd.url, ca_file: undefined },
    ]) {
      const { code, out } = await sync(changes);
      assert.equal(code, 0);
      const { joiners, movers, leavers, changed, unchanged } = JSON.parse(out);
      assert.deepEqual([joiners, movers, leavers, changed, unchanged], [[], [], [], [], PEOPLE]);
    }
    assert.equal((await services.staffPlans.list()).length, 1);
  });

  it('sees who moved and who left, and writes no word of the source into the audit log', async () => {
    await replace(2, 'departmentNumber', 'G14.06');
    await slapd.modify(`dn: ${dn(1)}\nchangetype: delete\n`);
    const { code, out } = await sync();
    assert.equal(code, 0);
    const { movers, leavers, joiners, changed } = JSON.parse(out);
    assert.deepEqual([movers.length, leavers.length, joiners.length, changed.length], [1, 1, 0, 0]);
    assert.equal((await services.staff.show('CB0002')).posts[0]?.unitCode, 'G14.06');
    assert.equal((await services.staff.show('CB0001')).person.status, 'thoi_viec');
    const events = await services.stores.audit.list(0, 10);
    assert.ok(!JSON.stringify(events).includes('ldap'));
  });

  it('is stopped by the guard when 3 % are gone, unless the officer allows them', async () => {
    const before = await state();
    const some = { filter: '(&(objectClass=inetOrgPerson)(!(employeeNumber=CB11*))(employeeNumber=*))' };
    for (const argv of [[], ['--dry-run']]) {
      const { code, err } = await sync(some, ...argv);
      assert.equal(code, 1);
      assert.match(err, /\[removal_guard\] removals=100 /);
    }
    const { pending } = JSON.parse((await sync(some, '--submit')).out);
    assert.equal(pending.guard.verdict, 'blocked');
    assert.equal(await state(), before);
    const partial = await sync({ ...some, partial: true }, '--dry-run');
    assert.deepEqual(JSON.parse(partial.out).leavers, []);
  });

  it('names the entry that cannot be taken over, and takes over none', async () => {
    const before = await state();
    const bad: [number, Record<string, string | string[]>, string][] = [
      [2001, { displayName: '=HYPERLINK("x")' }, 'formula'],
      [2002, { displayName: 'Trần\u0007 Bình' }, 'invalid_text'],
      [2003, { mail: ['one@mic.example', 'other@mic.example'] }, 'several_values'],
      [2004, { departmentNumber: 'G99' }, 'unknown_unit'],
      [2005, { employeeNumber: 'CB0007' }, 'duplicate'],
      [2006, { mail: 'p0008@mic.example' }, 'email_taken'],
    ];
    await slapd.modify(
      bad
        .map(([number, changes]) => personEntry(number, changes).replace('\n', '\nchangetype: add\n'))
        .join('\n'),
    );
    const { code, out, err } = await sync();
    assert.equal(code, 1);
    assert.match(err, /\[staff_file_refused\] rows=6/);
    const refusals: { file: string; entry: string; code: string }[] = JSON.parse(out).refused;
    assert.deepEqual(
      refusals.map(({ entry, code: reason }) => [entry, reason]).sort(),
      bad.map(([number, , reason]) => [dn(number), reason]).sort(),
    );
    assert.equal(refusals[0]?.file, `${slapd.secureUrl}/ou=people,${SUFFIX}`);
    assert.equal(await state(), before);
    await slapd.modify(bad.map(([number]) => `dn: ${dn(number)}\nchangetype: delete\n`).join('\n'));
  });

  it('takes commas and line breaks inside a value as a file would', async () => {
    await replace(3, 'displayName', 'Lê Văn An,\r\nPhó trưởng phòng');
    assert.equal((await sync()).code, 0);
    assert.equal((await services.staff.show('CB0003')).person.fullName, 'Lê Văn An, Phó trưởng phòng');
  });

  it('refuses a wrong password, account, base, filter and password file', async () => {
    const wrong = join(folder, 'wrong');
    writeFileSync(wrong, 'guess\n');
    assert.match(await refused('ldap_bind_refused', { password_file: wrong }), /result=49/);
    await refused('ldap_bind_refused', { bind_dn: `cn=nobody,${SUFFIX}` });
    await refused('ldap_base_not_found', { base: `ou=staff,${SUFFIX}` });
    await refused('ldap_source_invalid', { filter: '(employeeNumber)' });
    writeFileSync(wrong, '\n');
    assert.match(await refused('ldap_source_invalid', { password_file: wrong }), /password_file: is empty/);
  });

  it('refuses a certificate that it cannot check, or of another server', async () => {
    for (const url of [{ url: slapd.secureUrl }, { url: slapd.url, starttls: true }]) {
      await refused('ldap_certificate_untrusted', { ...url, ca_file: undefined });
      const other = url.url.replace('localhost', '127.0.0.1');
      assert.match(await refused('ldap_certificate_untrusted', { ...url, url: other }), /ALTNAME/);
    }
    await refused('ldap_source_invalid', { ca_file: slapd.passwordFile });
    await refused('ldap_unreachable', { url: `ldaps://localhost:${await freePort()}` });
    // TLS where the server speaks none, and the other way round.
    await refused('ldap_unreachable', { url: slapd.url.replace('ldap:', 'ldaps:') });
    await refused('ldap_unreachable', { url: slapd.secureUrl.replace('ldaps:', 'ldap:') });
  });

  it('never takes for all what a limit of the server cut', async () => {
    assert.match(await refused('ldap_incomplete', { bind_dn: `cn=short,${SUFFIX}` }), /reason=size_limit/);
    assert.match(await refused('ldap_incomplete', { bind_dn: `cn=unpaged,${SUFFIX}` }), /reason=/);
  });

  it('never empties a column that the account may not read', async () => {
    assert.match(
      await refused('ldap_attribute_missing', { bind_dn: `cn=blind,${SUFFIX}` }),
      /column=thu_dien_tu/,
    );
  });

  it('refuses a part of the tree that lies on another server', async () => {
    const name = `ou=far,ou=people,${SUFFIX}`;
    await slapd.modify(
      `dn: ${name}\nchangetype: add\nobjectClass: referral\nobjectClass: extensibleObject\nou: far\nref: ldap://far.example/${name}\n`,
    );
    assert.match(await refused('ldap_incomplete', {}), /reason=referral to=ldap:\/\/far\.example/);
    assert.equal((await sync({ ignore_referrals: true })).code, 0);
  });

  it('applies nothing when the server dies between two pages', async () => {
    const proxy = createServer((near) => {
      const far = connect(slapd.port, '127.0.0.1');
      near.on('error', () => {}).on('close', () => far.destroy());
      far.on('error', () => {}).on('close', () => near.destroy());
      let received = 0;
      near.pipe(far).on('data', (data: Buffer) => {
        received += data.length;
        // In the first of three pages, all of which take about 300 KB.
        if (received > 50_000) slapd.child.kill('SIGKILL');
        near.write(data);
      });
    });
    const port = await freePort();
    await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    try {
      const changes = { url: `ldap://127.0.0.1:${port}`, ca_file: undefined, ignore_referrals: true };
      await refused('ldap_incomplete', { ...changes, units: undefined });
      assert.equal(slapd.child.signalCode, 'SIGKILL');
      await refused('ldap_unreachable', { ignore_referrals: true });
    } finally {
      proxy.close();
    }
  });
});
