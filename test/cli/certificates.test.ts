import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { RevocationProof } from '../../src/domain/certificates/revocation-proof.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { CERTIFICATE_DAY, makeCertificateTrees, TREE } from '../support/certificate-trees.ts';
import { seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;

describe('cli: login certificates', () => {
  let opened: TestServices;
  let files: Record<string, string>;
  let proof: RevocationProof = {
    status: 'good',
    by: 'crl',
    producedAt: new Date(CERTIFICATE_DAY.getTime() - 7_200_000),
    validUntil: CERTIFICATE_DAY,
  };
  before(async function () {
    this.timeout(60_000);
    const trees = await makeCertificateTrees();
    const source = { prove: async () => proof };
    const trust = { files: { [`${TREE}.pem`]: trees.pem, [`${TREE}.json`]: trees.json }, source };
    opened = await openTestServices({ now: () => CERTIFICATE_DAY }, trust);
    await seedMinistry(opened);
    files = {
      'good.pem': (await trees.issuing.issue()).pem,
      'strange.pem': (await trees.stranger.issue()).pem,
      'rubbish.pem': 'rubbish',
    };
  });
  after(() => opened.close());

  async function run(...argv: string[]) {
    const io = scriptedTerminal({ files });
    const code = await runCommand(['certificate', ...argv], operatorServices(opened.services), io, ACTOR);
    return { code, ...io.said };
  }

  it('tells step by step in both languages what is wrong with a certificate', async () => {
    const unbound = await run('inspect', 'good.pem');
    assert.equal(unbound.code, 1);
    assert.match(unbound.out, /Chuỗi cấp phát \/ Chain of issuers +đạt \/ passed +tree=government/);
    assert.match(unbound.out, /Tình trạng thu hồi \/ Revocation +đạt \/ passed .*by=crl .*age_minutes=120/);
    assert.match(
      unbound.out,
      /Gắn với người dùng \/ Whose it is +KHÔNG ĐẠT \/ FAILED +Chưa gắn với ai \/ Not bound/,
    );
    assert.match(unbound.err, /\[not_bound\]/);
    const strange = await run('inspect', 'strange.pem');
    assert.equal(strange.code, 1);
    assert.match(strange.out, /Không tới được gốc tin cậy/);
    assert.match(strange.out, /Thời hạn \/ Validity +chưa xét \/ not reached/);
    assert.equal((await run('inspect', 'rubbish.pem')).code, 1);
  });

  it('binds, lists and unbinds, for people and for machines', async () => {
    const bound = await run('bind', 'staff@mic.example', 'good.pem', '--json');
    assert.equal(bound.code, 0);
    const { id, via, state } = JSON.parse(bound.out);
    assert.deepEqual([via, state], ['administrator', 'bound']);
    const inspected = await run('inspect', 'good.pem', '--json');
    assert.equal(inspected.code, 0);
    const verdict = JSON.parse(inspected.out);
    assert.equal(verdict.accepted, true);
    assert.deepEqual(verdict.steps.at(-1).facts.employee_no, '014-00001');
    assert.match(
      (await run('list', 'staff@mic.example')).out,
      new RegExp(`^${id} +government +C=VN,O=.* bound\n$`),
    );
    const taken = await run('bind', 'clerk@mic.example', 'good.pem');
    assert.equal(taken.code, 1);
    assert.match(taken.err, /đang gắn với người khác[\s\S]*\[certificate_taken\]/);
    assert.equal((await run('unbind', id)).code, 0);
    assert.equal((await run('unbind', id)).code, 1);
    assert.equal((await run('confirm', id)).code, 1);
    assert.equal(JSON.parse((await run('list', 'staff@mic.example', '--json')).out)[0].state, 'unbound');
  });

  it('refuses to bind what is not proven to be good', async () => {
    proof = { status: 'unproven', problem: 'no_source' };
    const refused = await run('bind', 'staff@mic.example', 'good.pem');
    assert.equal(refused.code, 1);
    assert.match(
      refused.err,
      /\[certificate_refused\] .*problem=no_source step=revocation cause=revocation_unproven/,
    );
    assert.match((await run('inspect', 'good.pem')).out, /Chưa chứng minh được là không bị thu hồi/);
  });
});
