/** Every key that the product reads from the environment; `.env.example` lists exactly these. */
export const configKeys = [
  'NODE_ENV',
  'ISSUER',
  'HOST',
  'PORT',
  'DATABASE_URL',
  'DATA_DIR',
  'KEYS_DIR',
  'TRUSTED_PROXIES',
  'OUTBOUND_ALLOW',
  'SMTP_URL',
  'MAIL_FROM',
  'SECRETS_KEY',
  'WORKERS',
  'SAMPLE_DATA',
  'SAMPLE_PORT',
  'MICCONNECT_MINISTRY',
  'MICCONNECT_MINISTRY_EN',
  'MICCONNECT_SUPPORT_PHONE',
  'MICCONNECT_SESSION_IDLE_MINUTES',
  'MICCONNECT_SESSION_MINUTES',
  'MICCONNECT_LOG_LEVEL',
] as const;

export type KeyName = (typeof configKeys)[number];
