import type { ParseArgsConfig } from 'node:util';
import type { Actor } from '../domain/audit/audit-event.ts';
import type { AccountService } from '../domain/authentication/account-service.ts';
import type { ActivationService } from '../domain/authentication/activation-service.ts';
import type { BreakGlass } from '../domain/authentication/break-glass-service.ts';
import type { DeviceService } from '../domain/authentication/device-service.ts';
import type { FactorResetService } from '../domain/authentication/factor-reset-service.ts';
import type { FactorService } from '../domain/authentication/factor-service.ts';
import type { PasskeyService } from '../domain/authentication/passkey-service.ts';
import type { CertificateService } from '../domain/certificates/certificate-service.ts';
import type { ClientService } from '../domain/clients/client-service.ts';
import type { Clock } from '../domain/clock.ts';
import type { EnvelopeService } from '../domain/directory/national-envelope-service.ts';
import type { PendingPlanService } from '../domain/directory/pending-plan-service.ts';
import type { StaffPlanService } from '../domain/directory/staff-plan-service.ts';
import type { StaffService } from '../domain/directory/staff-service.ts';
import type { AuditExport } from '../domain/overview/audit-export.ts';
import type { RoleRequestService } from '../domain/requests/role-request-service.ts';
import type { ReviewService } from '../domain/reviews/review-service.ts';
import type { PendingRolePlanService } from '../domain/role-plans/pending-role-plan-service.ts';
import type { RolePlanService } from '../domain/role-plans/role-plan-service.ts';
import type { MandateService } from '../domain/roles/mandate-service.ts';
import type { RoleService } from '../domain/roles/role-service.ts';
import type { SeparationService } from '../domain/roles/separation-service.ts';
import type { ViewedData, ViewingService } from '../domain/roles/viewing-service.ts';
import type { SettingService } from '../domain/settings/setting-service.ts';
import type { SigningKeyService } from '../domain/signing-keys/signing-key-service.ts';
import type { Stores } from '../domain/transact.ts';
import type { FileLimit } from './read-file.ts';

/** Where a command reads and writes: the officer's own terminal, even when the server does the work. */
export interface CommandIo {
  /** @throws the limit's code */
  readFile(path: string, limit: FileLimit): Promise<Uint8Array>;
  readStandardInput(): Promise<string>;
  /** Never over a file that is there. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  out(text: string): void;
  /** Resolves when what was written has left, so that long output never piles up. */
  flushed(): Promise<void>;
  err(text: string): void;
}

/** What commands work with. */
export interface OperatorServices {
  staff: StaffService;
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  settings: SettingService;
  keyService: SigningKeyService;
  envelopes: EnvelopeService;
  accounts: AccountService;
  factors: FactorService;
  factorResets: FactorResetService;
  breakGlass: BreakGlass;
  passkeys: PasskeyService;
  devices: DeviceService;
  viewings: ViewingService;
  activations: ActivationService;
  certificates: CertificateService;
  clients: ClientService;
  roles: RoleService;
  roleRequests: RoleRequestService;
  rolePlans: RolePlanService;
  pendingRolePlans: PendingRolePlanService;
  mandates: MandateService;
  separations: SeparationService;
  reviews: ReviewService;
  auditExport: AuditExport;
  stores: Pick<Stores, 'audit' | 'roles' | 'clients' | 'directory'>;
  clock: Clock;
  migrations(): Promise<{ name: string; isApplied: boolean }[]>;
}

export interface Invocation {
  services: OperatorServices;
  io: CommandIo;
  actor: Actor;
  positionals: string[];
  /** A list for an option that may stand several times. */
  values: Record<string, string | boolean | string[] | undefined>;
  /** Machines read the answer. */
  isJson: boolean;
}

/** One command of the tool: its words, its options and its work. */
export interface Command {
  usage: string;
  summary: { vi: string; en: string };
  options?: NonNullable<ParseArgsConfig['options']>;
  /** How many words must stand beside the options, at least and at most. */
  words: [number, number];
  run(invocation: Invocation): Promise<void>;
}

/** The call is wrong, whatever the data says; the tool ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Tells that it is done; machines learn no more than that. */
export function sayDone({ io, isJson }: Pick<Invocation, 'io' | 'isJson'>, words: string): void {
  io.out(isJson ? '{"done":true}\n' : `${words}\n`);
}

/** A text option. @throws UsageError when it is required and missing */
export function textOption(values: Invocation['values'], name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Why a person's data is looked at; she sees it on her page. */
export const REASON_OPTION = { reason: { type: 'string' } } as const;

/** Notes that the officer looks at a person's data, before any of it is shown. @throws person_not_found */
export async function noteViewing(
  { services, actor, values }: Pick<Invocation, 'services' | 'actor' | 'values'>,
  reference: string,
  data: ViewedData,
): Promise<void> {
  const reason = textOption(values, 'reason') ?? null;
  await services.viewings.note(reference, { data, actor, clientId: null, reason });
}

/** Every text of an option that may stand several times. */
export function textOptions(values: Invocation['values'], name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

export function requiredOption(values: Invocation['values'], name: string): string {
  const value = textOption(values, name);
  if (value === undefined || value === '') throw new UsageError(`--${name} is required`);
  return value;
}

/** `CLIENT:CODE`. */
export function roleName(text: string): { clientId: string; code: string } {
  const [clientId, code, ...rest] = text.split(':');
  if (!clientId || !code || rest.length > 0)
    throw new UsageError(`a role is written CLIENT:CODE, not ${text}`);
  return { clientId, code };
}
