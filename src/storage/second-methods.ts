/**
 * What a person ($1) has enrolled beside the password, in the order in which a page offers it; recovery codes come last,
 * and only beside what they stand in for.
 */
export const SECOND_METHODS = `select 'totp' as method from totp_credential where person_id = $1
  union all
  select 'passkey' where exists (select 1 from passkey where person_id = $1)
  union all
  select 'certificate' where exists (
    select 1 from certificate_binding
    where person_id = $1 and confirmed_at is not null and revoked_at is null)
  union all
  select 'recovery-code' where exists (
    select 1 from recovery_code where person_id = $1 and used_at is null)
    and (exists (select 1 from totp_credential where person_id = $1)
      or exists (select 1 from passkey where person_id = $1))`;
