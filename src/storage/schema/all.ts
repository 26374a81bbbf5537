import { ActivitySchema, ClientUseSchema, DormancyAlarmSchema } from './activity.schema.ts';
import { AuditEventSchema } from './audit.schema.ts';
import {
  AccountActivationSchema,
  PasswordCredentialSchema,
  PasswordResetSchema,
  SessionSchema,
  SignInSchema,
  ThrottleSchema,
} from './authentication.schema.ts';
import { ClientSchema } from './client.schema.ts';
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
import { MandateRoleSchema, MandateSchema } from './mandate.schema.ts';
import { PendingPlanSchema } from './pending-plan.schema.ts';
import { OidcModelSchema, OutboxSchema } from './protocol.schema.ts';
import { ReviewItemSchema, ReviewSchema } from './review.schema.ts';
import { RoleGrantSchema, RolePartSchema, RoleSchema, WaitingRoleGrantSchema } from './role.schema.ts';
import { RolePlanSchema } from './role-plan.schema.ts';
import { RoleRequestSchema } from './role-request.schema.ts';
import { SeparationExceptionSchema, SeparationRoleSchema, SeparationSchema } from './separation.schema.ts';
import { SettingSchema } from './setting.schema.ts';
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
  ClientSchema,
  RoleSchema,
  RolePartSchema,
  RoleGrantSchema,
  WaitingRoleGrantSchema,
  RoleRequestSchema,
  MandateSchema,
  MandateRoleSchema,
  SeparationSchema,
  SeparationRoleSchema,
  SeparationExceptionSchema,
  PasswordCredentialSchema,
  ThrottleSchema,
  PasswordResetSchema,
  AccountActivationSchema,
  SignInSchema,
  SessionSchema,
  OidcModelSchema,
  AuditEventSchema,
  OutboxSchema,
  SettingSchema,
  ClientUseSchema,
  ReviewSchema,
  ReviewItemSchema,
];
