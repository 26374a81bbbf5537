import type { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import type { ChainWatch } from '../domain/audit/chain-watch.ts';
import type { AccountBatches } from '../domain/authentication/account-batch.ts';
import type { AccountService } from '../domain/authentication/account-service.ts';
import type { ActivationService } from '../domain/authentication/activation-service.ts';
import type { BreakGlass } from '../domain/authentication/break-glass-service.ts';
import type { DeviceService } from '../domain/authentication/device-service.ts';
import type { FactorResetService } from '../domain/authentication/factor-reset-service.ts';
import type { FactorService } from '../domain/authentication/factor-service.ts';
import type { OwnAccount } from '../domain/authentication/own-account.ts';
import type { PasskeyService } from '../domain/authentication/passkey-service.ts';
import type { PasswordService } from '../domain/authentication/password-service.ts';
import type { SignIn } from '../domain/authentication/sign-in.ts';
import type { CertificateService } from '../domain/certificates/certificate-service.ts';
import type { CertificateTickets } from '../domain/certificates/certificate-ticket.ts';
import type { CertificateValidator } from '../domain/certificates/certificate-verdict.ts';
import type { SignedChallenges } from '../domain/certificates/signed-challenge.ts';
import type { TrustDesk } from '../domain/certificates/trust-desk.ts';
import type { ClientService } from '../domain/clients/client-service.ts';
import type { Clock, Ids } from '../domain/clock.ts';
import type { DeliveryLedger } from '../domain/deliveries/delivery-ledger.ts';
import type { SampleLetters } from '../domain/deliveries/sample-letters.ts';
import type { EnvelopeService } from '../domain/directory/national-envelope-service.ts';
import type { PendingPlanService } from '../domain/directory/pending-plan-service.ts';
import type { ProvisioningService } from '../domain/directory/provisioning-service.ts';
import type { StaffPlanService } from '../domain/directory/staff-plan-service.ts';
import type { StaffService } from '../domain/directory/staff-service.ts';
import type { IntegrationLab } from '../domain/integration-lab/lab-service.ts';
import type { AuditExport } from '../domain/overview/audit-export.ts';
import type { AuditOverview } from '../domain/overview/audit-overview.ts';
import type { ClientOverview } from '../domain/overview/client-overview.ts';
import type { DashboardService } from '../domain/overview/dashboard.ts';
import type { PeopleOverview } from '../domain/overview/people-overview.ts';
import type { RoleGrantOverview } from '../domain/overview/role-grant-overview.ts';
import type { RoleMatrix } from '../domain/overview/role-matrix.ts';
import type { WaitingWorkService } from '../domain/overview/waiting-work.ts';
import type { ProfileReports } from '../domain/requests/profile-report.ts';
import type { RequestOverview } from '../domain/requests/request-overview.ts';
import type { RoleRequestService } from '../domain/requests/role-request-service.ts';
import type { ReviewService } from '../domain/reviews/review-service.ts';
import type { PendingRolePlanService } from '../domain/role-plans/pending-role-plan-service.ts';
import type { RolePlanService } from '../domain/role-plans/role-plan-service.ts';
import type { MandateService } from '../domain/roles/mandate-service.ts';
import type { ReadingService } from '../domain/roles/reading-service.ts';
import type { RoleService } from '../domain/roles/role-service.ts';
import type { SeparationService } from '../domain/roles/separation-service.ts';
import type { ViewingService } from '../domain/roles/viewing-service.ts';
import type { SessionDesk } from '../domain/sessions/session-desk.ts';
import type { SettingService } from '../domain/settings/setting-service.ts';
import type { SigningKeyService } from '../domain/signing-keys/signing-key-service.ts';
import type { Stores } from '../domain/transact.ts';
import type { AccessTokens } from '../oidc/access-tokens.ts';
import type { Interactions } from '../oidc/interactions.ts';
import type { ProviderSessions } from '../oidc/session.ts';
import type { SignOut } from '../oidc/sign-out.ts';
import type { WriteTable } from './admin/table-export.ts';
import type { StaffFiles } from './api/plan-uploads.ts';
import type { Assets } from './assets.ts';
import type { Background } from './background.ts';
import type { Csrf } from './csrf.ts';
import type { Health } from './health.ts';
import type { Letters } from './letters.ts';
import type { Metrics } from './metrics.ts';
import type { Pages } from './page.ts';

/** Everything the pages work with; the composition root fills it. */
export interface WebParts {
  issuer: string;
  trustedProxies: readonly string[];
  networks: readonly string[];
  provider: Provider;
  /** The provider signs with the keys of this moment when it returns. */
  followKeys(): Promise<void>;
  interactions: Interactions;
  accessTokens: AccessTokens;
  sessions: ProviderSessions;
  signOut: SignOut;
  signIn: SignIn;
  certificates: CertificateService;
  certificateTickets: CertificateTickets;
  certificateOrigin: string;
  signedChallenges: SignedChallenges;
  validator: CertificateValidator;
  trustDesk: TrustDesk;
  keyService: SigningKeyService;
  /** Fetches the revocation lists that are due. */
  fetchRevocationLists(): Promise<void>;
  passwords: PasswordService;
  roles: RoleService;
  reading: ReadingService;
  viewings: ViewingService;
  separations: SeparationService;
  roleRequests: RoleRequestService;
  requestOverview: RequestOverview;
  profileReports: ProfileReports;
  reviews: ReviewService;
  mandates: MandateService;
  factorResets: FactorResetService;
  breakGlass: BreakGlass;
  provisioning: ProvisioningService;
  settings: SettingService;
  staff: StaffService;
  accounts: AccountService;
  accountBatches: AccountBatches;
  activations: ActivationService;
  peopleOverview: PeopleOverview;
  dashboard: DashboardService;
  waitingWork: WaitingWorkService;
  roleGrantOverview: RoleGrantOverview;
  roleMatrix: RoleMatrix;
  clients: ClientService;
  clientOverview: ClientOverview;
  auditOverview: AuditOverview;
  auditExport: AuditExport;
  chainWatch: ChainWatch;
  deliveryLedger: DeliveryLedger;
  sessionDesk: SessionDesk;
  integrationLab: IntegrationLab;
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  rolePlans: RolePlanService;
  pendingRolePlans: PendingRolePlanService;
  envelopes: EnvelopeService;
  staffFiles: StaffFiles;
  writeTable: WriteTable;
  stores: Pick<
    Stores,
    | 'clients'
    | 'directory'
    | 'roles'
    | 'audit'
    | 'deliveries'
    | 'throttle'
    | 'settings'
    | 'credentials'
    | 'totp'
    | 'certificates'
    | 'overview'
    | 'devices'
  >;
  factors: FactorService;
  passkeys: PasskeyService;
  devices: DeviceService;
  ownAccount: OwnAccount;
  pages: Pages;
  letters: Letters;
  /** Whom letters come from. */
  mailFrom: string;
  sampleLetters: SampleLetters;
  assets: Assets;
  csrf: Csrf;
  health: Health;
  metrics: Metrics;
  background: Background;
  clock: Clock;
  ids: Ids;
  log: Logger;
}
