import type { ViewedData } from '../../domain/roles/viewing-service.ts';
import type { StepLine } from '../../messages/certificate-steps.ts';
import type { MessageKey, MessageParams } from '../../messages/translate.ts';
import type { QrCodeView } from '../qr-code.ts';
import type {
  CertificateView,
  PasskeyFormView,
  PasswordFieldError,
  PortalFrame,
  RefusalView,
} from '../view-models.ts';

/** What each of the pages is given. */
export interface SecurityViews {
  'portal/security': SecurityView;
  'portal/security-password': SecurityPasswordView;
  'portal/security-totp': SecurityTotpView;
  'portal/security-passkeys': SecurityPasskeysView;
  'portal/security-passkey': SecurityNewPasskeyView;
  'portal/security-passkey-name': SecurityPasskeyNameView;
  'portal/security-codes': SecurityCodesView;
  'portal/security-certificate': SecurityCertificateView;
  'portal/security-certificate-check': SecurityCertificateCheckView;
  'portal/security-certificate-shown': SecurityShownCertificateView;
  'portal/security-confirm': SecurityConfirmView;
  'portal/security-export': PortalFrame;
  'portal/security-not-me': SecurityNotMeView;
}

/** What the page says after a change. */
export const NOTICES = [
  'password',
  'totp',
  'totp-removed',
  'codes',
  'passkey',
  'passkey-renamed',
  'passkey-removed',
  'ended',
  'forgotten',
  'claimed',
  'disowned',
  'certificate',
  'certificate-confirmed',
  'certificate-removed',
] as const;
export type SecurityNotice = (typeof NOTICES)[number];

/** `/security`: how one signs in, from where one has, and what was tried. References stand for ids in forms. */
export interface SecurityView extends PortalFrame {
  notice: SecurityNotice | null;
  error: RefusalView | null;
  /** Failed attempts of the last days that nobody has explained. */
  warning: { count: number; at: Date; source: SourceView } | null;
  passwordChangedAt: Date | null;
  /** Since when the app makes codes; null when there is none. */
  totpSince: Date | null;
  /** Null where there is nothing that they stand in for. */
  codes: { left: number; all: number; madeAt: Date | null } | null;
  passkeys: PasskeyView[];
  sessions: SessionView[];
  /** Browsers in which the person has signed in, the latest use first. */
  devices: DeviceView[];
  /** Null where no certificate is trusted. */
  certificates: CertificateRowView[] | null;
  /** Who looked at her data, the newest first. */
  viewings: ViewingView[];
  history: AttemptView[];
}

export interface PasskeyView {
  reference: string;
  name: string;
  since: Date;
  lastUsedAt: Date | null;
}

export interface SourceView {
  address: string | null;
  /** Null where the ministry's networks are not named. */
  isOutside: boolean | null;
}

export interface SessionView {
  reference: string;
  device: string | null;
  isPhone: boolean;
  isThis: boolean;
  source: SourceView;
  since: Date;
  applications: string[];
}

export interface DeviceView {
  reference: string;
  device: string | null;
  isThis: boolean;
  since: Date;
  lastUsedAt: Date;
  source: SourceView;
  /** Until when it stands in for a code; null when it does not. */
  trustedUntil: Date | null;
}

export interface ViewingView {
  at: Date;
  /** Name of a person, an officer of the tool, or a system. */
  who: string;
  kind: 'person' | 'operator' | 'client' | 'system';
  /** Names of the product's roles that the person held. */
  roles: string[];
  data: ViewedData;
  reason: string | null;
}

export interface CertificateRowView {
  reference: string;
  name: string;
  tree: string;
  serial: string;
  from: Date;
  until: Date;
  state: 'usable' | 'ending' | 'expired' | 'waiting';
  daysLeft: number;
  /** How much of the time since the enrolment has gone, in percent. */
  used: number;
}

export interface AttemptView {
  at: Date;
  /** Methods as `security.way.…` names them. */
  ways: string[];
  device: string | null;
  source: SourceView;
  /** Why it failed, in words; null when it did not. */
  cause: string | null;
  /** Null of what was recorded without one. */
  supportCode: string | null;
}

export interface SecurityPasswordView extends PortalFrame {
  login: string;
  errors: PasswordFieldError[];
  supportCode: string | null;
  minimumLength: number;
  otherSessions: number;
  /** Whether it follows a sign-in that was not the person's. */
  isAfterNotMe: boolean;
}

export interface SecurityTotpView extends PortalFrame {
  isReplaced: boolean;
  login: string;
  qr: QrCodeView;
  secretGroups: readonly string[];
  expiresAt: Date;
  error: RefusalView | null;
}

export interface SecurityPasskeysView extends PortalFrame {
  passkeys: PasskeyView[];
  /** There may be no more. */
  isFull: boolean;
  error: RefusalView | null;
}

export interface SecurityNewPasskeyView extends PortalFrame {
  /** What the field is filled with. */
  name: string;
  passkey: PasskeyFormView;
  error: RefusalView | null;
}

export interface SecurityPasskeyNameView extends PortalFrame {
  passkey: PasskeyView;
  name: string;
  error: RefusalView | null;
}

export interface SecurityCodesView extends PortalFrame {
  codes: readonly string[];
}

export interface SecurityCertificateView extends PortalFrame {
  certificateUrl: string;
  certificateHost: string;
  /** What the local signer is asked to sign, and where its answer goes. */
  signed: CertificateView['signed'];
  error: RefusalView | null;
  /** The verdict on the certificate that was refused. */
  refused: { steps: readonly StepLine[]; supportCode: string } | null;
}

export interface SecurityCertificateCheckView extends PortalFrame {
  error: RefusalView | null;
  /** The verdict on the file that was sent. */
  checked: CheckedCertificateView | null;
}

export interface CheckedCertificateView {
  at: Date;
  steps: readonly StepLine[];
  /** Null where the certificate signs her in. */
  failed: StepLine | null;
  canBeEnrolled: boolean;
}

/** A certificate whose key was shown, before it is bound. */
export interface SecurityShownCertificateView extends PortalFrame {
  certificate: {
    name: string;
    authority: string;
    tree: string;
    serial: string;
    emails: readonly string[];
    from: Date;
    until: Date;
  };
  /** The secret under which it waits. */
  answer: string;
}

/** What ends when a sign-in was not the person's. */
export interface SecurityNotMeView extends PortalFrame {
  /** The one that she means; null for none in particular. */
  attempt: AttemptView | null;
  reference: string;
  otherSessions: number;
  devices: number;
  hasPassword: boolean;
}

/** The page that asks before something ends. */
export interface SecurityConfirmView extends PortalFrame {
  title: MessageKey;
  text: MessageKey;
  params: MessageParams;
  action: string;
  hidden: Record<string, string>;
  submit: MessageKey;
  /** Another way out, which the same form sends as `only=others`. */
  other: MessageKey | null;
  isDanger: boolean;
}
