/** Refusals of the steps after the password, in English. */
export const signInErrorsEn = {
  code_refused: {
    title: 'The code is not right',
    remedy:
      'Enter the code that is shown now. If it stays wrong, let the phone set its clock by the network.',
  },
  code_used: {
    title: 'This code has been used',
    remedy: 'Each code works once. Wait for the next one, 30\u00a0seconds at most.',
  },
  codes_paused: {
    title: 'Codes are paused for 15\u00a0minutes',
    remedy: 'There were 5\u00a0wrong codes in a row. Wait and try again, or choose another way.',
  },
  device_not_found: {
    title: 'Device not found',
    remedy: 'List the person’s devices; it may have been removed already.',
  },
  codes_locked: {
    title: 'One-time codes of this account are locked',
    remedy: 'There were too many wrong codes. Choose another way, or ask the help desk to set them up anew.',
  },
  audit_export_invalid: {
    title: 'The export is not from this system, or was changed',
    remedy: 'Export it from this system again, and verify that; keep the file you were given.',
  },
  sign_in_failure_not_found: {
    title: 'No failed sign-in has this code',
    remedy:
      'Read the 8 characters again: there is no 0, O, 1, I or L. Codes of other pages are in the server’s log.',
  },
  second_factor_demanded: {
    title: 'The authenticator app cannot be removed yet',
    remedy: 'This account must have a second step. Add another way first, or replace the phone.',
  },
  second_factor_missing: {
    title: 'There is no second step yet',
    remedy: 'Recovery codes stand in for the authenticator app. Set up the app first.',
  },
  enrolment_expired: {
    title: 'The setup key has expired',
    remedy: 'Scan the new picture below, then enter the code.',
  },
  certificate_ticket_invalid: {
    title: 'The choice of a certificate has expired',
    remedy: 'Go back to the sign-in and choose the certificate again.',
  },
  certificate_not_shown: {
    title: 'No certificate arrived',
    remedy: 'The certificate server takes connections of browsers, or of trusted proxies, alone.',
  },
  certificate_not_chosen: {
    title: 'No certificate was chosen',
    remedy:
      'Plug the USB token in and try again. If no window appears, close the browser entirely and open it anew.',
  },
  signature_refused: {
    title: 'The signature is not right',
    remedy: 'Sign again with VGCA Sign Service. If it stays wrong, use the button Choose certificate.',
  },
  passkey_refused: {
    title: 'The passkey did not work',
    remedy: 'Try again, or choose another way. If it still fails, call the help desk and read out the code.',
  },
  passkey_not_made: {
    title: 'The passkey was not made',
    remedy: 'Try again within 5\u00a0minutes, on a device with a PIN, fingerprint or face unlock.',
  },
  passkey_exists: {
    title: 'This passkey is enrolled already',
    remedy: 'Use another device, or keep the passkey there is.',
  },
  passkey_not_found: {
    title: 'There is no such passkey',
    remedy: 'It may have been removed. Open the list again.',
  },
  passkey_name_invalid: {
    title: 'The name of the passkey will not do',
    remedy: 'Give it 1 to 60\u00a0characters, for example: computer at the office.',
  },
  too_many_passkeys: {
    title: 'There are 10\u00a0passkeys already',
    remedy: 'Remove one that is no longer used, then add the new one.',
  },
  second_factor_needed: {
    title: 'A second factor is needed',
    remedy: 'Sign in again with two steps (acr_values urn:micconnect:acr:mfa), then call again.',
  },
} as const;
