import type { certificateCheckVi } from './certificate-check-vi.ts';

/** English texts of the page on which people have a certificate checked; key by key those of the Vietnamese ones. */
export const certificateCheckEn: Readonly<Record<keyof typeof certificateCheckVi, string>> = {
  'certificateCheck.title': 'Check a certificate',
  'certificateCheck.lead':
    'Choose a certificate’s file to see whether it signs you in, and why or why not. The file is not kept.',
  'certificateCheck.file': 'File of the certificate',
  'certificateCheck.fileHint':
    'A .cer, .crt, .pem, .der or .p7b file, exported by the token’s own tool. Send no .p12 or .pfx file: it holds the secret key.',
  'certificateCheck.submit': 'Check',
  'certificateCheck.again': 'Check another file',
  'certificateCheck.usable': 'Signs in',
  'certificateCheck.usableTitle': 'The certificate opens this account',
  'certificateCheck.usableHint': 'Choose it when the browser asks, then type the PIN.',
  'certificateCheck.refused': 'Does not sign in',
  'certificateCheck.enrol': 'Enrol a certificate',
  'certificateCheck.link': 'Check a certificate',
};
