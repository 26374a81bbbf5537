import type { IdentityCheck, ResetEvidence } from '../../domain/authentication/factor-reset.ts';
import type { Day } from '../../domain/clock.ts';
import type { PostOverTime } from '../../domain/directory/posts-over-time.ts';
import type { ApprovalStep } from '../../domain/requests/role-request.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RolesAnswer } from '../portal/roles-view.ts';
import type { CertificateRowView, SessionView } from '../portal/security-view.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PersonAction } from './person-actions.ts';
import type { StateView } from './person-state.ts';

export interface PersonViews {
  'admin/person': PersonView;
  'admin/person-confirm': PersonConfirmView;
  'admin/person-citizen-id': CitizenIdView;
  'admin/person-factor-reset': FactorResetView;
}

/** Who a page is about. */
export interface PersonHead {
  id: string;
  fullName: string;
  initials: string;
  email: string | null;
  employeeNo: string | null;
}

export interface PersonView extends ConsoleFrame {
  notice: MessageKey | null;
  head: PersonHead & { position: string | null; state: StateView; isProtected: boolean };
  /** The units above the main post, as far as they may be read, the highest first. */
  above: { name: string; url: string }[];
  /** What stands in the way of a sign-in, or soon will, in the words of an alert. */
  warning: { title: MessageKey; text: MessageKey; day: Date | null; time: Date | null } | null;
  actions: { action: PersonAction; url: string }[];
  posts: PostOverTime[];
  /** Null where roles may not be read. */
  roles: (RolesAnswer & { day: Day }) | null;
  requests: RequestRowView[];
  credentials: CredentialsView;
  /** Null where they may not be read. */
  sessions: PersonSessionsView | null;
  file: FileView;
  /** Null where the log may not be read. */
  timeline: TimelineRowView[] | null;
}

export interface RequestRowView {
  role: string;
  application: string;
  icon: string | null;
  tint: string;
  step: ApprovalStep | null;
  requestedAt: Date;
  dueAt: Date;
}

export interface CredentialsView {
  lastSignInAt: Date | null;
  /** Where lost factors are reset; null where there are none, or nobody may. */
  resetUrl: string | null;
  hasSecondFactor: boolean;
  /** Null without a password; `expiresAt` null when it never ends. */
  password: { changedAt: Date; expiresAt: Date | null; mustChange: boolean } | null;
  activationSentAt: Date | null;
  totpSince: Date | null;
  codesLeft: number | null;
  passkeys: { name: string; since: Date; lastUsedAt: Date | null }[];
  certificates: CertificateRowView[];
}

export interface PersonSessionsView {
  canEnd: boolean;
  endUrl: string;
  open: Omit<SessionView, 'isThis'>[];
}

/** The record as HR has it. */
export interface FileView {
  employeeNo: string | null;
  /** The last four digits. */
  citizenId: string | null;
  /** Where the whole of it is shown; null where nobody may see it here. */
  revealUrl: string | null;
  birthDate: Date | null;
  gender: MessageKey | null;
  phone: string | null;
  category: MessageKey | null;
  title: string | null;
  rankCode: string | null;
  unitCode: string | null;
  status: MessageKey;
}

export interface TimelineRowView {
  at: Date;
  what: string;
  /** The role and its system, why it failed. */
  detail: string | null;
  /** Who did it; null when it was the person herself. */
  by: string | null;
  network: string | null;
  supportCode: string | null;
  tone: 'plain' | 'bad';
}

export interface PersonConfirmView extends ConsoleFrame {
  head: PersonHead;
  action: PersonAction;
  isOwn: boolean;
  isDanger: boolean;
  sessions: number;
  url: string;
  backUrl: string;
  error: RefusalView | null;
}

export interface CitizenIdView extends ConsoleFrame {
  head: PersonHead;
  /** Shown this once; null while a reason is asked for. */
  citizenId: string | null;
  reason: string;
  url: string;
  backUrl: string;
  error: RefusalView | null;
}

export const RESET_NOTICES = ['done', 'asked', 'rejected'] as const;

export interface FactorResetView extends ConsoleFrame {
  head: PersonHead;
  notice: (typeof RESET_NOTICES)[number] | null;
  error: RefusalView | null;
  typed: { checked: string; reference: string; reason: string };
  checks: readonly IdentityCheck[];
  /** What a second person decides on; null while nothing waits, and then one may be asked for. */
  waiting: (ResetEvidence & { by: string; at: Date; until: Date }) | null;
  url: string;
  backUrl: string;
}
