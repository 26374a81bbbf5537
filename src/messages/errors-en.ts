import type { ErrorCode } from '../domain/errors.ts';
import { authorityErrorsEn } from './authority-errors-en.ts';
import { certificateErrorsEn } from './certificate-errors-en.ts';
import type { ErrorText } from './errors.ts';
import { reviewErrors } from './errors-reviews.ts';
import { mandateErrorsEn } from './mandate-errors-en.ts';
import { passwordErrorsEn } from './password-errors-en.ts';
import { recoveryErrorsEn } from './recovery-errors-en.ts';
import { requestErrorsEn } from './request-errors-en.ts';
import { signInErrorsEn } from './sign-in-errors-en.ts';

/** What happened and what to do, in English. No placeholders: facts are shown beside the text. */
export const errorsEn: Readonly<Record<ErrorCode, ErrorText>> = {
  sign_in_refused: {
    title: 'Wrong user name or password',
    remedy: 'Check Telex or VNI input, then type them again.',
  },
  sign_in_expired: {
    title: 'This sign-in has expired',
    remedy: 'Open the application again, then sign in.',
  },
  network_paused: {
    title: 'Sign-in from this network is paused',
    remedy: 'There were too many wrong tries from this network. Try again in a few minutes, or call support.',
  },
  busy: {
    title: 'The system is busy',
    remedy: 'The password could not be checked. Wait about 1\u00a0minute, then try again.',
  },
  ...passwordErrorsEn,
  reset_link_invalid: {
    title: 'The link no longer works',
    remedy:
      'It has expired, was used, or another account is signed in here. Sign that account out, or get a new link through “Forgot password” on the sign-in page.',
  },
  account_activated: {
    title: 'The account has a password already',
    remedy: 'Set another one with account set-password, or use “Forgot password” on the sign-in page.',
  },
  account_closed: {
    title: 'The account is not open yet, or closed',
    remedy: 'See its status and the days of its posts with staff show.',
  },
  email_missing: {
    title: 'No official e-mail is known',
    remedy: 'Add the official e-mail to the HR record and try again.',
  },
  person_not_found: {
    title: 'Person not found',
    remedy: 'Check the employee number or the official e-mail.',
  },
  person_ambiguous: {
    title: 'More than one person matches',
    remedy: 'Use the employee number or the official e-mail to name exactly one.',
  },
  unit_not_found: { title: 'Unit not found', remedy: 'Check the code of the unit.' },
  position_not_found: {
    title: 'Position not found',
    remedy: 'Check the code of the position, for example truong-phong.',
  },
  account_not_found: {
    title: 'This person has no account yet',
    remedy: 'An account exists once the HR record carries an official e-mail.',
  },
  role_not_found: { title: 'Role not found', remedy: 'Check the application id and the role code.' },
  role_exists: { title: 'The role exists already', remedy: 'Choose another code or use the existing role.' },
  role_invalid: {
    title: 'The role is not valid',
    remedy: 'Correct its code, name or extent, then save again.',
  },
  role_part_invalid: {
    title: 'This role cannot be included',
    remedy: 'A composite never contains itself, nor more than 5 levels; privilege and extent must fit.',
  },
  role_part_not_found: {
    title: 'The role is not part of this composite role',
    remedy: 'The list of roles shows what each of them includes.',
  },
  role_grant_not_found: {
    title: 'Role grant not found',
    remedy: 'It may have been revoked. Reload the list.',
  },
  role_grant_invalid: {
    title: 'This role cannot be granted so',
    remedy: 'Check the receiver, the extent and the period.',
  },
  ...authorityErrorsEn,
  period_invalid: {
    title: 'The period is not valid',
    remedy: 'The last day must not lie before the first, for example 01/06/2026 to 31/12/2026.',
  },
  ...certificateErrorsEn,
  ...mandateErrorsEn,
  separation_invalid: {
    title: 'These roles cannot be kept apart so',
    remedy: 'Name at least two different roles, and allow fewer of them than are named.',
  },
  separation_not_found: {
    title: 'Separation of duties not found',
    remedy: 'It may have ended. See those in force with micconnect role separations.',
  },
  separation_exception_invalid: {
    title: 'This exception is not valid',
    remedy: 'Give the number of the decision and a last day within one year.',
  },
  separation_violated: {
    title: 'One person must not hold these roles together',
    remedy:
      'Revoke the other role first, or record an exception with the number of the decision and a last day.',
  },
  staff_file_refused: {
    title: 'The file was refused',
    remedy: 'Correct the lines listed and import again. Nothing was applied.',
  },
  staff_file_unreadable: {
    title: 'The file cannot be read',
    remedy: 'Save it as CSV (UTF-8) or XLSX and import again.',
  },
  staff_file_too_large: { title: 'The file is too large', remedy: 'Split it or remove unneeded columns.' },
  staff_file_unknown_kind: {
    title: 'The kind of file was not recognised',
    remedy: 'Its first line must name the columns of units, people, mailboxes or role grants.',
  },
  ...requestErrorsEn,
  ...recoveryErrorsEn,
  ...signInErrorsEn,
  removal_guard: {
    title: 'More people leave or lose a role than the guard allows',
    remedy: 'Check that the file is complete. If it is, have the removals approved, then apply.',
  },
  reason_missing: {
    title: 'No reason was given',
    remedy: 'Give a reason of less than 200 characters: it is kept in the log, and the person reads it.',
  },
  too_many_people: { title: 'Too many people were chosen', remedy: 'Choose at most 200 people at a time.' },
  plan_stale: { title: 'The plan no longer fits the data', remedy: 'The data has changed. Make a new plan.' },
  plan_undone: { title: 'The plan was undone before', remedy: 'Undo the plan that undid it instead.' },
  plan_not_found: { title: 'Plan not found', remedy: 'Check the id of the plan or make a new one.' },
  plan_not_pending: {
    title: 'The plan no longer waits for a decision',
    remedy: 'It was applied or rejected, or has expired. Submit it again if it is still wanted.',
  },
  plan_already_pending: {
    title: 'This very plan is waiting already',
    remedy: 'Approve, apply or reject the submitted one instead of submitting it again.',
  },
  plan_too_large: {
    title: 'The plan is too large to be kept for approval',
    remedy: 'Split the files into several smaller plans.',
  },
  too_many_pending: {
    title: 'Too many plans are waiting',
    remedy: 'Approve or reject those that wait, then submit again.',
  },
  approval_needed: {
    title: 'The plan needs a second person’s approval',
    remedy:
      'It removes more people than the removal guard lets pass. Ask somebody else to review and approve it.',
  },
  approval_self: {
    title: 'Whoever submitted something cannot approve it',
    remedy: 'Ask somebody else to review and approve it.',
  },
  approver_not_person: {
    title: 'Only a human may approve',
    remedy: 'Ask an officer in charge to review and approve it.',
  },
  provisioning_refused: {
    title: 'The record was refused',
    remedy: 'Correct the attribute named and send it again. Nothing was applied.',
  },
  account_stays_closed: {
    title: 'The account stays closed',
    remedy: 'An officer, HR’s record or another client closed it. Only they can open it again.',
  },
  setting_unknown: {
    title: 'There is no such setting',
    remedy: 'See the names of settings with micconnect settings list.',
  },
  setting_invalid: {
    title: 'The value of the setting is not valid',
    remedy: 'Give a whole number in the allowed range.',
  },
  setting_stale: {
    title: 'Somebody else has just changed the setting',
    remedy: 'Look at the new value, then decide whether to change it still.',
  },
  keys_rotating: {
    title: 'The signing keys are being rotated already',
    remedy: 'The new keys are published and do not sign yet. Rotate again once they do.',
  },
  ldap_source_invalid: {
    title: 'The description of the directory server is not valid',
    remedy: 'Correct each problem named in the JSON file, then sync again.',
  },
  ldap_unreachable: {
    title: 'The directory server cannot be reached',
    remedy: 'Check the url and that this machine may connect to it. Nothing was applied.',
  },
  ldap_certificate_untrusted: {
    title: 'The certificate of the directory server is not trusted',
    remedy:
      'Name the file of its certification authority in ca_file, and the server in url as its certificate does.',
  },
  ldap_bind_refused: {
    title: 'The directory server refused the sign-in of the sync',
    remedy: 'Check bind_dn and the password in password_file, and that this account is open.',
  },
  ldap_base_not_found: {
    title: 'The directory server does not know the search base',
    remedy: 'Check base, and that the account of bind_dn may read there.',
  },
  ldap_attribute_missing: {
    title: 'No entry has one of the mapped attributes',
    remedy: 'Check its spelling and that bind_dn may read it, or take it out of attributes.',
  },
  ldap_incomplete: {
    title: 'The answer of the directory server is not complete',
    remedy:
      'Nothing was applied. Remove the cause named below at the server or in the JSON file, then sync again.',
  },
  ldap_too_large: {
    title: 'The directory server holds more than one sync takes',
    remedy: 'Narrow base or filter. Nothing was applied.',
  },
  client_exists: {
    title: 'The relying party exists already',
    remedy: 'Choose another id or update the existing one.',
  },
  client_not_found: {
    title: 'The application is not registered',
    remedy: 'Open it from My applications, or tell the people in charge of it.',
  },
  client_stale: {
    title: 'Somebody else has just changed the system',
    remedy: 'Compare both versions below, and save again if the change is still wanted.',
  },
  client_invalid: {
    title: 'The registration is not valid',
    remedy: 'The people in charge of the application correct it, then try again.',
  },
  token_required: {
    title: 'No access token',
    remedy: 'Send an OAuth access token in the header Authorization: Bearer.',
  },
  token_invalid: {
    title: 'The access token does not count',
    remedy: 'It has expired, was revoked, or is for another API. Get a new one with this API as resource.',
  },
  token_proof_invalid: {
    title: 'The DPoP proof does not count',
    remedy: 'Make a new proof for this very method, address and access token; each proof is used once.',
  },
  scope_insufficient: {
    title: 'The access token lacks a scope',
    remedy: 'Ask for a token with the scope named in WWW-Authenticate; the client must be registered for it.',
  },
  permission_denied: {
    title: 'Not permitted',
    remedy: 'The roles held in MicConnect at this moment do not allow it. Ask a system administrator.',
  },
  request_invalid: {
    title: 'Something in the request is not right',
    remedy: 'Correct what is named in errors, then send it again.',
  },
  media_type_unsupported: {
    title: 'This content type is not taken',
    remedy: 'Send the body in the type that /api/openapi.json names for the operation.',
  },
  method_not_allowed: {
    title: 'This address does not take the method',
    remedy: 'Use a method named in the header Allow.',
  },
  bad_request: {
    title: 'The request is not right',
    remedy: 'Go back and try again. If it still fails, tell support.',
  },
  not_found: {
    title: 'Page not found',
    remedy: 'The page does not exist or lies outside what may be seen.',
  },
  cross_site: {
    title: 'The request was blocked to protect the account',
    remedy: 'It did not come from a MicConnect page. Open the page again and start over.',
  },
  too_large: { title: 'Too much was sent', remedy: 'Send less.' },
  unavailable: {
    title: 'The system cannot serve right now',
    remedy: 'Accounts and passwords are not affected. Try again in a few minutes.',
  },
  wrong_usage: { title: 'The command was used wrongly', remedy: 'See --help.' },
  directory_locked: {
    title: 'The data directory is in use',
    remedy: 'Stop the process that uses it, or let the running server do the work.',
  },
  ...reviewErrors.en,
};
