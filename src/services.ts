import { availableParallelism } from 'node:os';
import type { Config } from './config.ts';
import { type AccountService, createAccountService } from './domain/authentication/account-service.ts';
import {
  type ActivationService,
  createActivationService,
} from './domain/authentication/activation-service.ts';
import type { PasswordHasher } from './domain/authentication/password-hasher.ts';
import { createPasswordService, type PasswordService } from './domain/authentication/password-service.ts';
import { type ClientService, createClientService } from './domain/clients/client-service.ts';
import type { Clock, Ids } from './domain/clock.ts';
import { createEnvelopeService, type EnvelopeService } from './domain/directory/national-envelope-service.ts';
import {
  createPendingPlanService,
  type PendingPlanService,
} from './domain/directory/pending-plan-service.ts';
import {
  createProvisioningService,
  type ProvisioningService,
} from './domain/directory/provisioning-service.ts';
import { createStaffPlanService, type StaffPlanService } from './domain/directory/staff-plan-service.ts';
import { createStaffService, type StaffService } from './domain/directory/staff-service.ts';
import { createRoleRequestService, type RoleRequestService } from './domain/requests/role-request-service.ts';
import { createReviewService, type ReviewService } from './domain/reviews/review-service.ts';
import { createRolePlanService, type RolePlanService } from './domain/role-plans/role-plan-service.ts';
import { createMandateService, type MandateService } from './domain/roles/mandate-service.ts';
import { createRoleService, type RoleService } from './domain/roles/role-service.ts';
import { createSeparationService, type SeparationService } from './domain/roles/separation-service.ts';
import { withRoleNotices } from './domain/sessions/role-notices.ts';
import { createSettingService, type SettingService } from './domain/settings/setting-service.ts';
import { createArgon2Hasher } from './hashing/argon2.ts';
import { createGate, type Gate } from './hashing/gate.ts';
import { systemIds } from './identifiers.ts';
import { createRecordSigner } from './oidc/record-signature.ts';
import { createRecordPrinter } from './printing/review-files.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { createSigningKeySource, type SigningKeySource } from './signing-key-source.ts';
import type { Database } from './storage/database.ts';
import { createSecretBox } from './storage/secret-box.ts';
import { createStorage, type Storage } from './storage/stores.ts';

/** Hashes that may wait for a slot, per slot; at 40 a second nobody waits longer than a few seconds. */
const QUEUE_PER_SLOT = 50;

/** The domain on an open database: what the server and the operator's tool both work with. */
export interface Services extends Storage {
  config: Config;
  secrets: Secrets;
  database: Database;
  clock: Clock;
  ids: Ids;
  gate: Gate;
  hasher: PasswordHasher;
  staff: StaffService;
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  provisioning: ProvisioningService;
  settings: SettingService;
  envelopes: EnvelopeService;
  accounts: AccountService;
  passwords: PasswordService;
  activations: ActivationService;
  clients: ClientService;
  roles: RoleService;
  roleRequests: RoleRequestService;
  rolePlans: RolePlanService;
  mandates: MandateService;
  separations: SeparationService;
  reviews: ReviewService;
  /** The keys that sign, made at first use. */
  signingKeys: SigningKeySource;
}

/** Puts the services on a database, which the caller closes. */
export function createServices(
  config: Config,
  database: Database,
  clock: Clock = { now: () => new Date() },
): Services {
  const secrets = loadSecrets(config);
  const bound = createStorage(database.source, createSecretBox(secrets.secretsKey));
  const storage: Storage = { ...bound, transact: withRoleNotices(bound.transact, clock) };
  const slots = availableParallelism();
  const gate = createGate({ slots, queue: slots * QUEUE_PER_SLOT });
  const hasher = createArgon2Hasher(gate);
  const parts = { ...storage, clock, ids: systemIds, hasher, issuer: config.issuer };
  const passwords = createPasswordService(parts);
  const staffPlans = createStaffPlanService(parts);
  const signingKeys = createSigningKeySource({ config, secrets, ...parts });
  const signer = createRecordSigner({ issuer: config.issuer, keys: signingKeys });
  const printRecord = createRecordPrinter(config.ministry.vi);
  return {
    ...storage,
    config,
    secrets,
    database,
    clock,
    ids: systemIds,
    gate,
    hasher,
    passwords,
    activations: createActivationService(parts),
    staff: createStaffService(parts),
    pendingPlans: createPendingPlanService(parts),
    provisioning: createProvisioningService({ ...parts, staffPlans }),
    settings: createSettingService(parts),
    staffPlans,
    envelopes: createEnvelopeService({ ...parts, staffPlans }),
    accounts: createAccountService({ ...parts, passwords }),
    clients: createClientService(parts),
    roles: createRoleService(parts),
    roleRequests: createRoleRequestService(parts),
    rolePlans: createRolePlanService(parts),
    mandates: createMandateService(parts),
    separations: createSeparationService(parts),
    reviews: createReviewService({ ...parts, signer, printRecord }),
    signingKeys,
  };
}
