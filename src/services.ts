import { availableParallelism } from 'node:os';
import type { Config } from './config.ts';
import { type ChainWatch, createChainWatch } from './domain/audit/chain-watch.ts';
import { type AccountBatches, createAccountBatches } from './domain/authentication/account-batch.ts';
import { type AccountService, createAccountService } from './domain/authentication/account-service.ts';
import {
  type ActivationService,
  createActivationService,
} from './domain/authentication/activation-service.ts';
import { type BreakGlass, createBreakGlass } from './domain/authentication/break-glass-service.ts';
import { createDeviceService, type DeviceService } from './domain/authentication/device-service.ts';
import {
  createFactorResetService,
  type FactorResetService,
} from './domain/authentication/factor-reset-service.ts';
import { createFactorService, type FactorService } from './domain/authentication/factor-service.ts';
import type { OneTimeCodes } from './domain/authentication/one-time-codes.ts';
import { createOwnAccount, type OwnAccount } from './domain/authentication/own-account.ts';
import type { PasskeyCeremony } from './domain/authentication/passkey-ceremony.ts';
import { createPasskeyService, type PasskeyService } from './domain/authentication/passkey-service.ts';
import type { PasswordChecks } from './domain/authentication/password-checks.ts';
import type { PasswordHasher } from './domain/authentication/password-hasher.ts';
import { createPasswordService, type PasswordService } from './domain/authentication/password-service.ts';
import {
  type CertificateService,
  createCertificateService,
} from './domain/certificates/certificate-service.ts';
import {
  type CertificateTickets,
  createCertificateTickets,
} from './domain/certificates/certificate-ticket.ts';
import type { CertificateValidator } from './domain/certificates/certificate-verdict.ts';
import type { RevocationSource } from './domain/certificates/revocation-proof.ts';
import { createTrustDesk, type TrustDesk } from './domain/certificates/trust-desk.ts';
import { type ClientService, createClientService } from './domain/clients/client-service.ts';
import type { Clock, Ids } from './domain/clock.ts';
import { createDeliveryLedger, type DeliveryLedger } from './domain/deliveries/delivery-ledger.ts';
import { createSampleLetters, type SampleLetters } from './domain/deliveries/sample-letters.ts';
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
import { type AuditExport, createAuditExport } from './domain/overview/audit-export.ts';
import { type AuditOverview, createAuditOverview } from './domain/overview/audit-overview.ts';
import { type ClientOverview, createClientOverview } from './domain/overview/client-overview.ts';
import { createDashboard, type DashboardService } from './domain/overview/dashboard.ts';
import { createPeopleOverview, type PeopleOverview } from './domain/overview/people-overview.ts';
import { createRoleGrantOverview, type RoleGrantOverview } from './domain/overview/role-grant-overview.ts';
import { createRoleMatrix, type RoleMatrix } from './domain/overview/role-matrix.ts';
import { createWaitingWork, type WaitingWorkService } from './domain/overview/waiting-work.ts';
import { createProfileReports, type ProfileReports } from './domain/requests/profile-report.ts';
import { createRequestOverview, type RequestOverview } from './domain/requests/request-overview.ts';
import { createRoleRequestService, type RoleRequestService } from './domain/requests/role-request-service.ts';
import { createReviewService, type ReviewService } from './domain/reviews/review-service.ts';
import {
  createPendingRolePlanService,
  type PendingRolePlanService,
} from './domain/role-plans/pending-role-plan-service.ts';
import { createRolePlanService, type RolePlanService } from './domain/role-plans/role-plan-service.ts';
import { createMandateService, type MandateService } from './domain/roles/mandate-service.ts';
import { createReadingService, type ReadingService } from './domain/roles/reading-service.ts';
import { createRoleService, type RoleService } from './domain/roles/role-service.ts';
import { createSeparationService, type SeparationService } from './domain/roles/separation-service.ts';
import { createViewingService, type ViewingService } from './domain/roles/viewing-service.ts';
import { withRoleNotices } from './domain/sessions/role-notices.ts';
import { createSessionDesk, type SessionDesk } from './domain/sessions/session-desk.ts';
import { createSettingService, type SettingService } from './domain/settings/setting-service.ts';
import {
  createSigningKeyService,
  type SigningKeyService,
} from './domain/signing-keys/signing-key-service.ts';
import { createArgon2Hasher } from './hashing/argon2.ts';
import { createGate, type Gate } from './hashing/gate.ts';
import { systemIds } from './identifiers.ts';
import { LONGEST_TOKEN_S } from './oidc/lifetimes.ts';
import { createRecordSigner } from './oidc/record-signature.ts';
import {
  createSigningKeySource,
  makeSigningKey,
  readKeyFile,
  type SigningKeySource,
} from './oidc/signing-keys.ts';
import { createOneTimeCodes } from './one-time-codes/totp-codes.ts';
import { createBreachedPasswords } from './password-checks/breached-passwords.ts';
import { createPasswordStrength } from './password-checks/strength.ts';
import type { Revocation } from './pki/revocation/revocation.ts';
import type { TrustBundle } from './pki/trust-bundle.ts';
import { trustedTrees } from './pki/trusted-trees.ts';
import { createCertificateValidator } from './pki/validate-certificate.ts';
import { csvOf } from './printing/review-csv.ts';
import { createRecordPrinter } from './printing/review-files.ts';
import { createTreeRevocation } from './revocation-wiring.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import type { Database } from './storage/database.ts';
import { createSecretBox } from './storage/secret-box.ts';
import { createStorage, type Storage } from './storage/stores.ts';
import { loadTrustBundles } from './trust-bundles.ts';
import { createPasskeyCeremony } from './webauthn/passkey-ceremony.ts';

/** Hashes that may wait for a slot, per slot; at 40 a second nobody waits longer than a few seconds. */
const QUEUE_PER_SLOT = 50;

/** The name under which authenticators list an account. */
const PRODUCT = 'MicConnect';

/** The domain on an open database: what the server and the operator's tool both work with. */
export interface Services extends Storage {
  config: Config;
  secrets: Secrets;
  database: Database;
  clock: Clock;
  ids: Ids;
  gate: Gate;
  hasher: PasswordHasher;
  /** What new passwords are held against. */
  checks: PasswordChecks;
  staff: StaffService;
  peopleOverview: PeopleOverview;
  dashboard: DashboardService;
  waitingWork: WaitingWorkService;
  roleGrantOverview: RoleGrantOverview;
  roleMatrix: RoleMatrix;
  clientOverview: ClientOverview;
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  provisioning: ProvisioningService;
  settings: SettingService;
  envelopes: EnvelopeService;
  accounts: AccountService;
  accountBatches: AccountBatches;
  passwords: PasswordService;
  factors: FactorService;
  factorResets: FactorResetService;
  breakGlass: BreakGlass;
  oneTimeCodes: OneTimeCodes;
  passkeys: PasskeyService;
  ceremony: PasskeyCeremony;
  devices: DeviceService;
  ownAccount: OwnAccount;
  activations: ActivationService;
  certificates: CertificateService;
  /** Judges login certificates by the trees of `KEYS_DIR/ca`. */
  certificateValidator: CertificateValidator;
  revocation: Revocation;
  trustBundles: readonly TrustBundle[];
  trustDesk: TrustDesk;
  certificateTickets: CertificateTickets;
  clients: ClientService;
  roles: RoleService;
  reading: ReadingService;
  viewings: ViewingService;
  roleRequests: RoleRequestService;
  requestOverview: RequestOverview;
  profileReports: ProfileReports;
  rolePlans: RolePlanService;
  pendingRolePlans: PendingRolePlanService;
  mandates: MandateService;
  separations: SeparationService;
  reviews: ReviewService;
  chainWatch: ChainWatch;
  deliveryLedger: DeliveryLedger;
  sampleLetters: SampleLetters;
  sessionDesk: SessionDesk;
  auditOverview: AuditOverview;
  auditExport: AuditExport;
  keyService: SigningKeyService;
  /** The keys that sign, made at first use. */
  signingKeys: SigningKeySource;
}

/** Puts the services on a database, which the caller closes. */
export function createServices(
  config: Config,
  database: Database,
  clock: Clock = { now: () => new Date() },
  source?: RevocationSource,
): Services {
  const secrets = loadSecrets(config);
  const bound = createStorage(database.source, createSecretBox(secrets.secretsKey));
  const storage: Storage = { ...bound, transact: withRoleNotices(bound.transact, clock) };
  const slots = availableParallelism();
  const gate = createGate({ slots, queue: slots * QUEUE_PER_SLOT });
  const hasher = createArgon2Hasher(gate);
  const oneTimeCodes = createOneTimeCodes(PRODUCT);
  const checks = {
    strength: createPasswordStrength(),
    breached: createBreachedPasswords(config.breachedPasswords),
    houseWords: [PRODUCT, config.ministry.vi, config.ministry.en],
  };
  const { issuer } = config;
  const ceremony = createPasskeyCeremony({ issuer, product: PRODUCT });
  const parts = { ...storage, clock, ids: systemIds, hasher, checks, oneTimeCodes, ceremony, issuer };
  const passwords = createPasswordService(parts);
  const factors = createFactorService(parts);
  const passkeys = createPasskeyService(parts);
  const staffPlans = createStaffPlanService(parts);
  const keyService = createSigningKeyService({
    ...parts,
    makeKey: makeSigningKey,
    earlierKeys: () => readKeyFile(config.keysDir, secrets.signingKeysKey),
    keptMs: config.sessionAbsoluteMs + LONGEST_TOKEN_S * 1000,
  });
  const signingKeys = createSigningKeySource(keyService);
  const signing = { ...parts, keys: signingKeys };
  const bundles = loadTrustBundles(config);
  const revocation = createTreeRevocation(config, bundles, storage);
  const certificateValidator = createCertificateValidator({ bundles, source: source ?? revocation });
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
    checks,
    passwords,
    factors,
    factorResets: createFactorResetService(parts),
    breakGlass: createBreakGlass(parts),
    oneTimeCodes,
    passkeys,
    ceremony,
    devices: createDeviceService(parts),
    ownAccount: createOwnAccount({ ...parts, passwords, factors, passkeys }),
    activations: createActivationService(parts),
    staff: createStaffService(parts),
    peopleOverview: createPeopleOverview(parts),
    dashboard: createDashboard({
      ...parts,
      limits: { idleMs: config.sessionIdleMs, absoluteMs: config.sessionAbsoluteMs },
    }),
    waitingWork: createWaitingWork(parts),
    roleGrantOverview: createRoleGrantOverview(parts),
    roleMatrix: createRoleMatrix(parts),
    clientOverview: createClientOverview(parts),
    pendingPlans: createPendingPlanService(parts),
    provisioning: createProvisioningService({ ...parts, staffPlans }),
    settings: createSettingService(parts),
    staffPlans,
    envelopes: createEnvelopeService({ ...parts, staffPlans }),
    accounts: createAccountService({ ...parts, passwords }),
    accountBatches: createAccountBatches(parts),
    certificates: createCertificateService({ ...parts, validator: certificateValidator }),
    certificateValidator,
    revocation,
    trustBundles: bundles,
    trustDesk: createTrustDesk({ ...parts, trees: trustedTrees(bundles) }),
    certificateTickets: createCertificateTickets(parts),
    clients: createClientService(parts),
    roles: createRoleService(parts),
    reading: createReadingService(parts),
    viewings: createViewingService(parts),
    roleRequests: createRoleRequestService(parts),
    requestOverview: createRequestOverview(parts),
    profileReports: createProfileReports(parts),
    rolePlans: createRolePlanService(parts),
    pendingRolePlans: createPendingRolePlanService(parts),
    mandates: createMandateService(parts),
    separations: createSeparationService(parts),
    reviews: createReviewService({
      ...parts,
      signer: createRecordSigner({ ...signing, kind: 'review' }),
      printRecord,
      printItems: csvOf,
    }),
    chainWatch: createChainWatch(parts),
    deliveryLedger: createDeliveryLedger(parts),
    sampleLetters: createSampleLetters(parts),
    sessionDesk: createSessionDesk({
      ...parts,
      limits: { idleMs: config.sessionIdleMs, absoluteMs: config.sessionAbsoluteMs },
    }),
    auditOverview: createAuditOverview(parts),
    auditExport: createAuditExport({ ...parts, signer: createRecordSigner({ ...signing, kind: 'audit' }) }),
    keyService,
    signingKeys,
  };
}
