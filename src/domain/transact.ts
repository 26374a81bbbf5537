import type { AuditStore } from './audit/audit-store.ts';
import type { ActivationStore } from './authentication/activation-store.ts';
import type {
  CredentialStore,
  PasswordResetStore,
  SignInStore,
  ThrottleStore,
} from './authentication/authentication-store.ts';
import type { ClientStore } from './clients/client-store.ts';
import type { DeliveryStore } from './deliveries/delivery.ts';
import type { ActivityStore } from './directory/activity-store.ts';
import type { DirectoryStore } from './directory/directory-store.ts';
import type { PendingPlanStore } from './directory/pending-plan-store.ts';
import type { StaffMessageStore } from './directory/staff-message-store.ts';
import type { StaffPlanStore } from './directory/staff-plan-store.ts';
import type { RoleRequestStore } from './requests/role-request-store.ts';
import type { ReviewStore } from './reviews/review-store.ts';
import type { RolePlanStore } from './role-plans/role-plan-store.ts';
import type { MandateStore } from './roles/mandate-store.ts';
import type { RoleStore } from './roles/role-store.ts';
import type { SeparationStore } from './roles/separation-store.ts';
import type { WaitingRoleGrantStore } from './roles/waiting-role-grant.ts';
import type { ProtocolStateStore } from './sessions/protocol-state-store.ts';
import type { RoleNoticeStore } from './sessions/role-notice-store.ts';
import type { SessionStore } from './sessions/session-store.ts';
import type { SettingStore } from './settings/settings.ts';

/** Every store of the product, all bound to the same connection or transaction. */
export interface Stores {
  directory: DirectoryStore;
  activity: ActivityStore;
  staffPlans: StaffPlanStore;
  pendingPlans: PendingPlanStore;
  settings: SettingStore;
  staffMessages: StaffMessageStore;
  roles: RoleStore;
  waitingRoleGrants: WaitingRoleGrantStore;
  roleRequests: RoleRequestStore;
  rolePlans: RolePlanStore;
  mandates: MandateStore;
  separations: SeparationStore;
  reviews: ReviewStore;
  clients: ClientStore;
  credentials: CredentialStore;
  throttle: ThrottleStore;
  passwordResets: PasswordResetStore;
  activations: ActivationStore;
  signIns: SignInStore;
  sessions: SessionStore;
  roleNotices: RoleNoticeStore;
  protocol: ProtocolStateStore;
  audit: AuditStore;
  deliveries: DeliveryStore;
}

/**
 * Runs `work` in one transaction: everything it does through the stores it is given happens, or nothing.
 * Inside, use only those stores: on the embedded database any other query would wait for itself.
 */
export type Transact = <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;
