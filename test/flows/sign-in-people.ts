import { strict as assert } from 'node:assert';
import type { Services } from '../../src/services.ts';
import type { CertificateAuthority, IssuedCertificate } from '../support/certificate-authority.ts';
import { enrolPasskey } from '../support/passkeys.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import type { ModelPerson } from './sign-in-model.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const EMAILS = ['staff@mic.example', 'clerk@mic.example', 'newcomer@mic.example'];
const TABLES = [
  'sign_in',
  'totp_credential',
  'totp_enrolment',
  'recovery_code',
  'passkey',
  'passkey_challenge',
  'certificate_binding',
  'certificate_ticket',
  'known_device',
];

/** What an act of an officer ended: all that was begun with the person's old proofs, the trust of devices alone, nothing. */
export type Ended = 'all' | 'trust' | 'nothing';

/** Those who sign in, and what officers do to them. */
export class DrivenPeople {
  all: ModelPerson[] = [];
  readonly #services: Services;
  readonly #authority: CertificateAuthority;
  #serial = 0;

  constructor(services: Services, authority: CertificateAuthority) {
    this.#services = services;
    this.#authority = authority;
  }

  /** Everybody as new; some have to choose a new password, some have a factor. */
  async begin(mixture: number): Promise<void> {
    const { staff, stores, clock, database } = this.#services;
    for (const table of TABLES) await database.source.query(`delete from ${table}`);
    const has = (bit: number) => ((mixture >> bit) & 1) === 1;
    this.all = [];
    for (const [index, email] of EMAILS.entries()) {
      const { id } = (await staff.enable(email, OPERATOR)) ?? assert.fail();
      const password = `mật khẩu đầu của ${email}`;
      const mustChange = has(index);
      await stores.credentials.savePassword({
        personId: id,
        hash: `plain ${password}`,
        mustChange,
        isLong: true,
        changedAt: clock.now(),
      });
      const nothing = { secret: null, unusedCodes: [], device: null, certificate: null };
      this.all.push({ email, id, password, ...nothing, mustChange, isOpen: true });
    }
    const [first, second] = this.all;
    if (first === undefined || second === undefined) return;
    if (has(3)) await this.#enrol(first);
    if (has(4)) await this.#givePasskey(second);
    if (has(5)) await this.#givePasskey(first);
    if (mixture % 5 < 2) await this.#enrol(second);
    if (mixture % 3 > 0) await this.#bind(mixture % 3 === 1 ? first : second);
  }

  newPassword(): string {
    this.#serial += 1;
    return `mật khẩu thứ ${this.#serial} của làng`;
  }

  stranger(): Promise<IssuedCertificate> {
    return this.#authority.issue({ subject: 'Lê Lạ' });
  }

  async officer(person: ModelPerson, how: number): Promise<Ended> {
    const { staff, accounts } = this.#services;
    switch (how % 9) {
      case 0:
        await staff.disable(person.email, OPERATOR);
        person.isOpen = false;
        return 'all';
      case 1: {
        const [password, mustChange] = [this.newPassword(), how % 4 === 1];
        await accounts.setPassword(person.email, password, { mustChange, actor: OPERATOR });
        Object.assign(person, { password, mustChange });
        return 'all';
      }
      case 2:
        await takeFactorsOf(this.#services, person.email);
        Object.assign(person, { secret: null, unusedCodes: [], device: null, certificate: null });
        return 'all';
      case 3:
        await this.#enrol(person);
        return 'trust';
      case 4:
        if (person.device === null) await this.#givePasskey(person);
        return 'nothing';
      case 5:
        if (person.certificate === null && person.isOpen) await this.#bind(person);
        return 'nothing';
      case 6:
        return this.#revokePasskey(person);
      default:
        await staff.enable(person.email, OPERATOR);
        person.isOpen = true;
        return 'nothing';
    }
  }

  async #enrol(person: ModelPerson): Promise<void> {
    const { secret, recoveryCodes } = await this.#services.factors.enrolFor(person.email, OPERATOR);
    Object.assign(person, { secret, unusedCodes: [...recoveryCodes] });
  }

  async #givePasskey(person: ModelPerson): Promise<void> {
    const device = new SoftwareAuthenticator(this.#services.config.issuer);
    const { recoveryCodes } = await enrolPasskey(this.#services, person.email, device);
    const isFirst = person.secret === null && person.certificate === null;
    assert.equal(recoveryCodes.length, isFirst ? 10 : 0);
    Object.assign(person, { device, ...(isFirst && { unusedCodes: [...recoveryCodes] }) });
  }

  async #revokePasskey(person: ModelPerson): Promise<Ended> {
    const { passkeys } = this.#services;
    const [passkey] = await passkeys.listFor(person.email);
    if (passkey === undefined) return 'nothing';
    await passkeys.revokeFor(person.email, passkey.id, OPERATOR);
    person.device = null;
    if (person.secret === null && person.certificate === null) person.unusedCodes = [];
    return 'all';
  }

  async #bind(person: ModelPerson): Promise<void> {
    const leaf = await this.#authority.issue({ subject: 'Lê An' });
    await this.#services.certificates.bindFor(person.email, Buffer.from(leaf.pem), OPERATOR);
    person.certificate = leaf;
  }
}
