import type { AuditStore } from './audit/audit-store.ts';
import type { ChainCheckStore } from './audit/chain-check.ts';
import type { ActivationStore } from './authentication/activation-store.ts';
import type {
  CredentialStore,
  PasswordResetStore,
  SignInStore,
  ThrottleStore,
} from './authentication/authentication-store.ts';
import type { BreakGlassStore } from './authentication/break-glass.ts';
import type { FactorResetStore } from './authentication/factor-reset.ts';
import type { DeviceStore } from './authentication/known-device.ts';
import type { PasskeyStore } from './authentication/passkey-store.ts';
import type { TotpStore } from './authentication/totp-store.ts';
import type { CertificateStore } from './certificates/certificate-store.ts';
import type { CertificateTicketStore } from './certificates/certificate-ticket.ts';
import type { RevocationListStore } from './certificates/revocation-list-store.ts';
import type { ClientStore } from './clients/client-store.ts';
import type { DeliveryStore } from './deliveries/delivery.ts';
import type { LedgerStore } from './deliveries/ledger-store.ts';
import type { ActivityStore } from './directory/activity-store.ts';
import type { DirectoryStore } from './directory/directory-store.ts';
import type { PendingPlanStore } from './directory/pending-plan-store.ts';
import type { StaffMessageStore } from './directory/staff-message-store.ts';
import type { StaffPlanStore } from './directory/staff-plan-store.ts';
import type { LabStore } from './integration-lab/lab-store.ts';
import type { ClientOverviewStore } from './overview/client-overview-store.ts';
import type { DashboardStore } from './overview/dashboard-store.ts';
import type { OverviewStore } from './overview/overview-store.ts';
import type { RoleOverviewStore } from './overview/role-overview-store.ts';
import type { RoleRequestStore } from './requests/role-request-store.ts';
import type { RecordKeyStore } from './reviews/record-keys.ts';
import type { ReviewStore } from './reviews/review-store.ts';
import type { PendingRolePlanStore } from './role-plans/pending-role-plan.ts';
import type { RolePlanStore } from './role-plans/role-plan-store.ts';
import type { MandateStore } from './roles/mandate-store.ts';
import type { RoleStore } from './roles/role-store.ts';
import type { SeparationStore } from './roles/separation-store.ts';
import type { WaitingRoleGrantStore } from './roles/waiting-role-grant.ts';
import type { ProtocolStateStore } from './sessions/protocol-state-store.ts';
import type { RoleNoticeStore } from './sessions/role-notice-store.ts';
import type { SessionStore } from './sessions/session-store.ts';
import type { SettingStore } from './settings/settings.ts';
import type { SigningKeyStore } from './signing-keys/signing-key-store.ts';

/** Every store of the product, all bound to the same connection or transaction. */
export interface Stores {
  directory: DirectoryStore;
  activity: ActivityStore;
  overview: OverviewStore;
  dashboard: DashboardStore;
  roleOverview: RoleOverviewStore;
  clientOverview: ClientOverviewStore;
  staffPlans: StaffPlanStore;
  pendingPlans: PendingPlanStore;
  settings: SettingStore;
  staffMessages: StaffMessageStore;
  roles: RoleStore;
  waitingRoleGrants: WaitingRoleGrantStore;
  roleRequests: RoleRequestStore;
  rolePlans: RolePlanStore;
  pendingRolePlans: PendingRolePlanStore;
  mandates: MandateStore;
  separations: SeparationStore;
  reviews: ReviewStore;
  recordKeys: RecordKeyStore;
  signingKeys: SigningKeyStore;
  clients: ClientStore;
  credentials: CredentialStore;
  throttle: ThrottleStore;
  passwordResets: PasswordResetStore;
  activations: ActivationStore;
  certificates: CertificateStore;
  certificateTickets: CertificateTicketStore;
  signIns: SignInStore;
  totp: TotpStore;
  breakGlass: BreakGlassStore;
  factorResets: FactorResetStore;
  passkeys: PasskeyStore;
  devices: DeviceStore;
  sessions: SessionStore;
  roleNotices: RoleNoticeStore;
  protocol: ProtocolStateStore;
  revocationLists: RevocationListStore;
  audit: AuditStore;
  chainCheck: ChainCheckStore;
  deliveries: DeliveryStore;
  ledger: LedgerStore;
  lab: LabStore;
}

/**
 * Runs `work` in one transaction: everything it does through the stores it is given happens, or nothing.
 * Inside, use only those stores: on the embedded database any other query would wait for itself.
 */
export type Transact = <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;
