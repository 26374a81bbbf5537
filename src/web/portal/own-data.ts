import { RECOVERY_CODES } from '../../domain/authentication/recovery-codes.ts';
import { attemptOf, HISTORY_TYPES } from '../../domain/authentication/sign-in-history.ts';
import { dayOf } from '../../domain/clock.ts';
import { accountState } from '../../domain/directory/account-state.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { commonName } from '../../messages/certificate-steps.ts';
import type { WebParts } from '../web-parts.ts';

/** More than anybody signs in between two readings. */
const MOST_EVENTS = 1000;

export type OwnDataParts = Pick<
  WebParts,
  'issuer' | 'stores' | 'sessions' | 'passkeys' | 'devices' | 'certificates' | 'viewings' | 'roles' | 'clock'
>;

/**
 * What the product knows of a person, for her alone (Decree 13/2023, article 9): as HR has it, how she signs in, what she
 * may do, who looked. No secret is in it, nor what would stand in for one: the file lies about.
 */
export async function ownData(parts: OwnDataParts, record: PersonRecord) {
  const { issuer, clock } = parts;
  return {
    made_at: clock.now(),
    issuer,
    person: personData(record, dayOf(clock.now())),
    appointments: appointmentData(record),
    ways_to_sign_in: await waysData(parts, record.person.id),
    devices: await deviceData(parts, record.person.id),
    sessions: await sessionData(parts, record.person.id),
    roles: await roleData(parts, record),
    sign_ins: await signInData(parts, record.person.id),
    seen_by: await viewingData(parts, record.person.id),
  };
}

function personData(record: PersonRecord, day: string) {
  const { person } = record;
  return {
    id: person.id,
    employee_no: person.employeeNo,
    full_name: person.fullName,
    family_name: person.familyName,
    middle_name: person.middleName,
    given_name: person.givenName,
    birthdate: person.birthDate,
    gender: person.gender,
    citizen_id: person.citizenId,
    email: person.email,
    phone: person.phone,
    staff_category: person.category,
    status: person.status,
    title: person.title,
    rank_code: person.rankCode,
    account_state: accountState(record, day),
  };
}

function appointmentData({ appointments, units, positions }: PersonRecord) {
  return appointments.map(({ unitId, positionId, isMain, isActing, from, until }) => {
    const unit = units.find(({ id }) => id === unitId);
    const position = positions.find(({ id }) => id === positionId);
    const post = { unit_code: unit?.code, unit: unit?.name, position: position?.name };
    return { ...post, main: isMain, acting: isActing, from, until };
  });
}

async function waysData({ stores, passkeys, certificates }: OwnDataParts, personId: string) {
  const password = await stores.credentials.findPassword(personId);
  const totp = await stores.totp.find(personId);
  const codes = await stores.totp.countRecoveryCodes(personId);
  return {
    password: password && { changed_at: password.changedAt, must_change: password.mustChange },
    authenticator_app: totp && { enrolled_at: totp.enrolledAt },
    recovery_codes: codes && { left: codes.left, of: RECOVERY_CODES, made_at: codes.madeAt },
    passkeys: (await passkeys.listPasskeys({ id: personId })).map((passkey) => ({
      name: passkey.name,
      enrolled_at: passkey.createdAt,
      last_used_at: passkey.lastUsedAt,
      synced: passkey.isSyncable,
    })),
    certificates: (await certificates.listOf(personId)).map((binding) => ({
      issued_to: commonName(binding.subject),
      issuer: binding.issuer,
      serial: binding.serial,
      tree: binding.tree,
      bound_by: binding.via,
      enrolled_at: binding.enrolledAt,
      confirmed_at: binding.confirmedAt,
      not_after: binding.notAfter,
      revoked_at: binding.revokedAt,
    })),
  };
}

async function deviceData({ devices }: OwnDataParts, personId: string) {
  return (await devices.listOf(personId)).map(
    ({ userAgent, address, createdAt, lastUsedAt, trustedUntil }) => ({
      user_agent: userAgent,
      address,
      since: createdAt,
      last_used_at: lastUsedAt,
      trusted_until: trustedUntil,
    }),
  );
}

async function sessionData({ sessions }: OwnDataParts, personId: string) {
  return (await sessions.listOpen(personId)).map(({ signedInAt, seenAt, address, userAgent, clientIds }) => ({
    signed_in_at: signedInAt,
    seen_at: seenAt,
    address,
    user_agent: userAgent,
    clients: clientIds,
  }));
}

async function roleData({ roles, clock }: OwnDataParts, record: PersonRecord) {
  const { clients } = await roles.explainEverywhere(record, clock.now());
  return [...clients].flatMap(([client, held]) =>
    held.roles.map(({ code, units, until, paths }) => ({
      client,
      role: code,
      units,
      until,
      comes_by: paths.map(({ via, decision, reason }) => ({ kind: via.kind, decision, reason })),
    })),
  );
}

async function signInData({ stores }: OwnDataParts, personId: string) {
  const events = await stores.audit.listOfPerson(personId, HISTORY_TYPES, MOST_EVENTS);
  return events.map(attemptOf).map(({ at, methods, network, userAgent, cause, supportCode }) => ({
    at,
    methods,
    network,
    user_agent: userAgent,
    refused: cause,
    support_code: supportCode,
  }));
}

async function viewingData({ viewings }: OwnDataParts, personId: string) {
  return (await viewings.list(personId, MOST_EVENTS)).map(
    ({ at, actor, roleCodes, clientId, data, reason }) => ({
      at,
      by: actor,
      roles: roleCodes,
      client: clientId,
      data,
      reason,
    }),
  );
}
