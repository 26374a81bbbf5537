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
];
