import type { PasswordLinkPurpose } from '../domain/authentication/authentication-store.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { ApprovalStep, RequestState } from '../domain/requests/role-request.ts';
import type { Fault } from '../messages/errors.ts';
import type { MessageKey } from '../messages/translate.ts';
import type { RolesView } from './portal/roles-view.ts';

/** What each page is given. Pages get these values, never a stored row. */
export interface Views {
  'interaction/sign-in': SignInView;
  'interaction/change-password': ChangePasswordView;
  'password/forgot': ForgotPasswordView;
  'password/forgot-sent': Record<string, never>;
  'password/reset': ResetPasswordView;
  'password/reset-done': ResetDoneView;
  'portal/launcher': LauncherView;
  'portal/roles': RolesView;
  'portal/requests': RequestsView;
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

export interface SignInView {
  action: string;
  client: { title: string; icon: string | null } | null;
  username: string;
  error: RefusalView | null;
  forgotUrl: string;
  notice: 'password_changed' | 'signed_out' | null;
}

export type PasswordFieldName = 'current_password' | 'new_password' | 'confirm_password';

export interface PasswordFieldError {
  field: PasswordFieldName;
  code: ErrorCode;
}

export interface ChangePasswordView {
  action: string;
  reason: 'first_sign_in';
  errors: PasswordFieldError[];
  supportCode: string | null;
  minimumLength: number;
  person: { fullName: string; login: string };
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
