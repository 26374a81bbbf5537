import { SignInOnce1795300000000 } from './1795300000000-sign-in-once.ts';
import { PeopleSearch1795400000000 } from './1795400000000-people-search.ts';
import { StaffPlans1795400100000 } from './1795400100000-staff-plans.ts';
import { ProtectedPeople1795400200000 } from './1795400200000-protected-people.ts';
import { Settings1795500000000 } from './1795500000000-settings.ts';
import { ActingAppointments1795500100000 } from './1795500100000-acting-appointments.ts';
import { MailboxStewards1795500110000 } from './1795500110000-mailbox-stewards.ts';
import { UnitCodeHistory1795500120000 } from './1795500120000-unit-code-history.ts';
import { GuardWindow1795500200000 } from './1795500200000-guard-window.ts';
import { PendingPlans1795500210000 } from './1795500210000-pending-plans.ts';
import { AccountActivation1795500300000 } from './1795500300000-account-activation.ts';
import { AccountActivity1795500400000 } from './1795500400000-account-activity.ts';
import { StaffMessages1795500500000 } from './1795500500000-staff-messages.ts';
import { Provisioning1795500600000 } from './1795500600000-provisioning.ts';
import { RoleRules1795600100000 } from './1795600100000-role-rules.ts';
import { DecisionDocuments1795600110000 } from './1795600110000-decision-documents.ts';
import { CompositeRoles1795600120000 } from './1795600120000-composite-roles.ts';
import { SeparationOfDuties1795600200000 } from './1795600200000-separation-of-duties.ts';
import { RoleGrantPages1795600300000 } from './1795600300000-role-grant-pages.ts';
import { RoleGrantPositions1795600310000 } from './1795600310000-role-grant-positions.ts';
import { Mandates1795600400000 } from './1795600400000-mandates.ts';
import { Reviews1795600500000 } from './1795600500000-reviews.ts';
import { RolePlans1795600500000 } from './1795600500000-role-plans.ts';
import { WaitingRoleGrants1795600520000 } from './1795600520000-waiting-role-grants.ts';
import { RoleNotices1795600570000 } from './1795600570000-role-notices.ts';
import { RoleRequests1795600900000 } from './1795600900000-role-requests.ts';
import { PendingRolePlans1795601000000 } from './1795601000000-pending-role-plans.ts';
import { ItemReviewers1795602000000 } from './1795602000000-item-reviewers.ts';
import { RecordKeys1795602010000 } from './1795602010000-record-keys.ts';
import { CertificateBindings1795603000000 } from './1795603000000-certificate-bindings.ts';
import { RevocationLists1795604000000 } from './1795604000000-revocation-lists.ts';
import { PasswordHistory1795605000000 } from './1795605000000-password-history.ts';
import { SecondFactors1795606000000 } from './1795606000000-second-factors.ts';
import { CertificateTickets1795606100000 } from './1795606100000-certificate-tickets.ts';
import { Passkeys1795607000000 } from './1795607000000-passkeys.ts';
import { KnownDevices1795608000000 } from './1795608000000-known-devices.ts';
import { FactorResets1795700000000 } from './1795700000000-factor-resets.ts';
import { BreakGlass1795700100000 } from './1795700100000-break-glass.ts';
import { MarkedSearch1795720000000 } from './1795720000000-marked-search.ts';
import { AuditSearch1795722000000 } from './1795722000000-audit-search.ts';
import { SessionsAndDeliveries1795722100000 } from './1795722100000-sessions-and-deliveries.ts';
import { SignInCounts1795730000000 } from './1795730000000-sign-in-counts.ts';
import { AuditHead1795731000000 } from './1795731000000-audit-head.ts';
import { FactorReminders1795740000000 } from './1795740000000-factor-reminders.ts';
import { ClientUseByClient1795801000000 } from './1795801000000-client-use-by-client.ts';
import { IntegrationLab1795802000000 } from './1795802000000-integration-lab.ts';
import { SigningKeys1795804000000 } from './1795804000000-signing-keys.ts';
import { MainPostsByUnit1795805000000 } from './1795805000000-main-posts-by-unit.ts';
import { PostsByPosition1795806000000 } from './1795806000000-posts-by-position.ts';

/** In the order in which they run; each class name ends in the time that TypeORM sorts by. */
export const migrations = [
  SignInOnce1795300000000,
  PeopleSearch1795400000000,
  StaffPlans1795400100000,
  ProtectedPeople1795400200000,
  Settings1795500000000,
  ActingAppointments1795500100000,
  MailboxStewards1795500110000,
  UnitCodeHistory1795500120000,
  GuardWindow1795500200000,
  PendingPlans1795500210000,
  AccountActivation1795500300000,
  AccountActivity1795500400000,
  StaffMessages1795500500000,
  Provisioning1795500600000,
  RoleRules1795600100000,
  DecisionDocuments1795600110000,
  CompositeRoles1795600120000,
  SeparationOfDuties1795600200000,
  RoleGrantPages1795600300000,
  RoleGrantPositions1795600310000,
  Mandates1795600400000,
  Reviews1795600500000,
  RolePlans1795600500000,
  WaitingRoleGrants1795600520000,
  RoleNotices1795600570000,
  RoleRequests1795600900000,
  PendingRolePlans1795601000000,
  ItemReviewers1795602000000,
  RecordKeys1795602010000,
  CertificateBindings1795603000000,
  RevocationLists1795604000000,
  PasswordHistory1795605000000,
  SecondFactors1795606000000,
  CertificateTickets1795606100000,
  Passkeys1795607000000,
  KnownDevices1795608000000,
  FactorResets1795700000000,
  BreakGlass1795700100000,
  MarkedSearch1795720000000,
  AuditSearch1795722000000,
  SessionsAndDeliveries1795722100000,
  SignInCounts1795730000000,
  AuditHead1795731000000,
  FactorReminders1795740000000,
  ClientUseByClient1795801000000,
  IntegrationLab1795802000000,
  SigningKeys1795804000000,
  MainPostsByUnit1795805000000,
  PostsByPosition1795806000000,
];
