import type { SecondMethod } from '../domain/authentication/authentication-policy.ts';
import type { PasswordLinkPurpose } from '../domain/authentication/authentication-store.ts';
import type { ChangeReason } from '../domain/authentication/password-expiry.ts';
import type { CodeMethod } from '../domain/authentication/second-factor.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { ApprovalStep, RequestState } from '../domain/requests/role-request.ts';
import type { StepLine } from '../messages/certificate-steps.ts';
import type { Fault } from '../messages/errors.ts';
import type { MessageKey } from '../messages/translate.ts';
import type { ConsoleViews } from './admin/console-views.ts';
import type { ProfileView } from './portal/profile.ts';
import type { RolesView } from './portal/roles-view.ts';
import type { SecurityViews } from './portal/security-view.ts';
import type { QrCodeView } from './qr-code.ts';

/** What each page is given. Pages get these values, never a stored row. */
export interface Views extends SecurityViews, ConsoleViews {
  'interaction/sign-in': SignInView;
  'interaction/change-password': ChangePasswordView;
  'interaction/second-factor': SecondFactorView;
  'interaction/passkey': PasskeyView;
  'interaction/enrol-totp': EnrolTotpView;
  'interaction/enrol-passkey': EnrolPasskeyView;
  'interaction/recovery-codes': RecoveryCodesView;
  'interaction/level-unreachable': LevelUnreachableView;
  'interaction/certificate': CertificateView;
  'interaction/certificate-refused': CertificateRefusedView;
  'password/forgot': ForgotPasswordView;
  'password/forgot-sent': Record<string, never>;
  'password/reset': ResetPasswordView;
  'password/reset-done': ResetDoneView;
  'portal/launcher': LauncherView;
  'portal/roles': RolesView;
  'portal/requests': RequestsView;
  'portal/profile': ProfileView;
  'sign-out/confirm': SignOutConfirmView;
  'sign-out/done': SignOutDoneView;
  error: ErrorView;
  'device/input': DeviceInputView;
  'device/confirm': DeviceConfirmView;
  'device/done': DeviceDoneView;
}

/** A refusal shown above a form. */
export interface RefusalView {
  code: ErrorCode;
  supportCode: string;
}

/** The system that a sign-in leads to. */
export interface EnteredClientView {
  title: string;
  icon: string | null;
}

/** Who is signing in. */
export interface FaceView {
  fullName: string;
  login: string;
}

/** What the pages of a sign-in show once the person is known. */
interface KnownPersonView {
  client: EnteredClientView | null;
  person: FaceView;
}

/** A form whose script asks the browser for a passkey and posts what it answers. */
export interface PasskeyFormView {
  /** Whether one is made or used. */
  asks: 'create' | 'get';
  /** Where the answer goes; the script fetches the question from `/options` below it. */
  action: string;
}

/** The second step of a sign-in, whatever its method. */
interface SecondStepView extends KnownPersonView {
  /** Other ways that the person has enrolled. */
  others: { method: SecondMethod; url: string }[];
  error: RefusalView | null;
  /** For somebody else; null where the session is already somebody's. */
  restartAction: string | null;
}

export interface SecondFactorView extends SecondStepView {
  method: CodeMethod;
  action: string;
  /** For how long the browser may stand in for a code; 0 offers it not. */
  trustHours: number;
}

export interface PasskeyView extends SecondStepView {
  passkey: PasskeyFormView;
}

export interface EnrolPasskeyView extends KnownPersonView {
  passkey: PasskeyFormView;
  name: string;
  totpUrl: string;
  error: RefusalView | null;
}

export interface EnrolTotpView extends KnownPersonView {
  action: string;
  qr: QrCodeView;
  /** The secret in groups of four. */
  secretGroups: readonly string[];
  expiresAt: Date;
  passkeyUrl: string;
  error: RefusalView | null;
}

export interface RecoveryCodesView extends KnownPersonView {
  action: string;
  /** What was enrolled just now. */
  method: 'totp' | 'passkey';
  codes: readonly string[];
}

export interface CertificateView {
  client: EnteredClientView | null;
  /** At the listener that asks for a certificate, with its ticket. */
  certificateUrl: string;
  certificateHost: string;
  /** For the local signer: the text that it signs, and where its signature goes. */
  signed: { action: string; challenge: string; text: string };
  passwordUrl: string;
  startsByItself: boolean;
  error: RefusalView | null;
}

export interface CertificateRefusedView {
  client: EnteredClientView | null;
  retryUrl: string;
  passwordUrl: string;
  at: Date;
  steps: readonly StepLine[];
  supportCode: string;
}

export interface LevelUnreachableView extends KnownPersonView {
  leaveAction: string;
  restartAction: string;
}

export interface SignInView {
  action: string;
  client: EnteredClientView | null;
  username: string;
  error: RefusalView | null;
  /** The refused password had letters with marks; a fact about what was typed, not about the account. */
  hasMarks: boolean;
  forgotUrl: string;
  /** Null where no certificate is trusted. */
  certificateUrl: string | null;
  passkey: PasskeyFormView;
  notice: 'password_changed' | 'signed_out' | null;
}

export type PasswordFieldName = 'current_password' | 'new_password' | 'confirm_password';

export interface PasswordFieldError {
  field: PasswordFieldName;
  code: ErrorCode;
  /** Shows the box by which letters with marks are confirmed, and whether it is ticked. */
  typedOnPurpose?: boolean;
}

export interface ChangePasswordView {
  action: string;
  reason: ChangeReason;
  errors: PasswordFieldError[];
  supportCode: string | null;
  minimumLength: number;
  person: FaceView;
}

export interface ForgotPasswordView {
  action: string;
  username: string;
  error: RefusalView | null;
}

export interface ResetPasswordView {
  purpose: PasswordLinkPurpose;
  action: string;
  errors: PasswordFieldError[];
  supportCode: string | null;
  minimumLength: number;
}

export interface ResetDoneView {
  purpose: PasswordLinkPurpose;
  signInUrl: string;
}

export interface TileView {
  clientId: string;
  title: string;
  icon: string | null;
  /** One of the tints of the style guide; anything else follows the icon. */
  tint: string;
  url: string;
  host: string;
  roles: string[];
}

/** What every page of a person's own shows around it. */
export interface PortalFrame {
  person: { fullName: string; givenName: string; initials: string; email: string };
  signOutAction: string;
  /** Whether some page of the console is open to her. */
  hasConsole: boolean;
}

export interface LauncherView extends PortalFrame {
  previousSignIn: { at: Date; network: string | null; device: string | null } | null;
  tiles: TileView[];
}

/** A request for a role, in the words of the page's language. */
interface RequestView {
  id: string;
  role: string;
  application: string;
  icon: string | null;
  tint: string;
  reason: string;
  /** Whose decision it waits for. */
  step: ApprovalStep | null;
  /** On the last day of the role, and of the step. */
  until: Date;
  dueAt: Date;
  requestedAt: Date;
}

export interface RequestsView extends PortalFrame {
  notice: 'sent' | 'approved' | 'rejected' | 'withdrawn' | null;
  error: RefusalView | null;
  /** What waits for this person's decision. */
  waiting: (RequestView & { requester: string; employeeNo: string | null })[];
  own: (RequestView & { state: RequestState; note: string | null })[];
  form: {
    choices: { application: string; roles: { value: string; name: string }[] }[];
    role: string;
    /** Days as `YYYY-MM-DD`. */
    until: string;
    earliest: string;
    latest: string;
    reason: string;
  };
}

export interface SignOutConfirmView {
  action: string;
  hidden: Record<string, string>;
  client: { title: string } | null;
  cancelUrl: string;
}

export interface SignOutDoneView {
  at: Date;
  systems: { title: string; icon: string | null; state: 'ended' | 'retrying' }[];
  signInUrl: string;
  returnUrl: string | null;
}

export interface ErrorView {
  status: number;
  fault: Fault;
  title: string;
  text: string;
  supportCode: string;
  technical: { code: string; clientId: string | null; received: string | null; at: Date };
  homeUrl: string;
  retryUrl: string | null;
}

export interface DeviceInputView {
  action: string;
  xsrf: string;
  userCode: string;
  error: MessageKey | null;
}

export interface DeviceConfirmView {
  action: string;
  xsrf: string;
  userCode: string;
  client: { title: string };
}

export interface DeviceDoneView {
  client: { title: string } | null;
}
