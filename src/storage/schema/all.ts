import { ActivitySchema, ClientUseSchema, DormancyAlarmSchema } from './activity.schema.ts';
import { AuditCheckSchema, AuditEventSchema } from './audit.schema.ts';
import {
  AccountActivationSchema,
  PasswordCredentialSchema,
  PasswordHistorySchema,
  PasswordResetSchema,
  SessionSchema,
  SignInSchema,
  ThrottleSchema,
} from './authentication.schema.ts';
import { BreakGlassSealSchema } from './break-glass.schema.ts';
import { CertificateBindingSchema, CertificateTicketSchema } from './certificate.schema.ts';
import { ClientSchema } from './client.schema.ts';
import { KnownDeviceSchema } from './device.schema.ts';
import {
  AppointmentSchema,
  DeprovisionedPersonSchema,
  MailboxSchema,
  MailboxStewardSchema,
  PersonSchema,
  PersonSearchSchema,
  PositionSchema,
  ProtectedPersonSchema,
  UnitSchema,
} from './directory.schema.ts';
import { FactorResetSchema } from './factor-reset.schema.ts';
import { ClientCheckSchema, ClientTraceSchema } from './integration-lab.schema.ts';
import { MandateRoleSchema, MandateSchema } from './mandate.schema.ts';
import { PasskeyChallengeSchema, PasskeyHandleSchema, PasskeySchema } from './passkey.schema.ts';
import { PendingPlanSchema, PendingRolePlanSchema } from './pending-plan.schema.ts';
import { OidcModelSchema, OutboxSchema } from './protocol.schema.ts';
import { RecordKeySchema, ReviewItemSchema, ReviewSchema } from './review.schema.ts';
import { RevocationListSchema } from './revocation.schema.ts';
import { RoleGrantSchema, RolePartSchema, RoleSchema, WaitingRoleGrantSchema } from './role.schema.ts';
import { RolePlanSchema } from './role-plan.schema.ts';
import { RoleRequestSchema } from './role-request.schema.ts';
import { RecoveryCodeSchema, TotpCredentialSchema, TotpEnrolmentSchema } from './second-factor.schema.ts';
import { SeparationExceptionSchema, SeparationRoleSchema, SeparationSchema } from './separation.schema.ts';
import { SettingSchema } from './setting.schema.ts';
import { SigningKeySchema } from './signing-key.schema.ts';
import { StaffMessageSchema } from './staff-message.schema.ts';
import { StaffPlanSchema } from './staff-plan.schema.ts';

/** Every table, listed by hand: the drift test compares them with what the migrations make. */
export const schemas = [
  UnitSchema,
  PositionSchema,
  PersonSchema,
  ProtectedPersonSchema,
  DeprovisionedPersonSchema,
  PersonSearchSchema,
  ActivitySchema,
  DormancyAlarmSchema,
  AppointmentSchema,
  MailboxSchema,
  MailboxStewardSchema,
  RolePlanSchema,
  StaffPlanSchema,
  StaffMessageSchema,
  PendingPlanSchema,
  PendingRolePlanSchema,
  ClientSchema,
  RoleSchema,
  RolePartSchema,
  RoleGrantSchema,
  WaitingRoleGrantSchema,
  RoleRequestSchema,
  MandateSchema,
  MandateRoleSchema,
  TotpCredentialSchema,
  TotpEnrolmentSchema,
  RecoveryCodeSchema,
  FactorResetSchema,
  BreakGlassSealSchema,
  PasskeyHandleSchema,
  PasskeySchema,
  PasskeyChallengeSchema,
  KnownDeviceSchema,
  SeparationSchema,
  SeparationRoleSchema,
  SeparationExceptionSchema,
  PasswordCredentialSchema,
  PasswordHistorySchema,
  ThrottleSchema,
  PasswordResetSchema,
  AccountActivationSchema,
  CertificateBindingSchema,
  CertificateTicketSchema,
  SignInSchema,
  SessionSchema,
  OidcModelSchema,
  AuditEventSchema,
  AuditCheckSchema,
  OutboxSchema,
  SettingSchema,
  ClientUseSchema,
  ReviewSchema,
  ReviewItemSchema,
  RecordKeySchema,
  RevocationListSchema,
  SigningKeySchema,
  ClientTraceSchema,
  ClientCheckSchema,
];
