import type { DataSource, EntityManager } from 'typeorm';
import type { Stores, Transact } from '../domain/transact.ts';
import { createActivationStore } from './activation-store.ts';
import { createActivityStore } from './activity-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createBreakGlassStore } from './break-glass-store.ts';
import { createCertificateStore } from './certificate-store.ts';
import { createCertificateTicketStore } from './certificate-ticket-store.ts';
import { createChainCheckStore } from './chain-check-store.ts';
import { createClientOverviewStore } from './client-overview-store.ts';
import { createClientStore } from './client-store.ts';
import { createCredentialStore, createPasswordResetStore } from './credential-store.ts';
import { createDashboardStore } from './dashboard-store.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createDeviceStore } from './device-store.ts';
import { createDirectoryStore } from './directory-store.ts';
import { createFactorResetStore } from './factor-reset-store.ts';
import { createLabStore } from './lab-store.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createMandateStore } from './mandate-store.ts';
import { createOverviewStore } from './overview-store.ts';
import { createPasskeyStore } from './passkey-store.ts';
import { createPendingPlanStore, createPendingRolePlanStore } from './pending-plan-store.ts';
import { createProtocolStateStore } from './protocol-state-store.ts';
import { createRecordKeyStore } from './record-key-store.ts';
import { createReviewStore } from './review-store.ts';
import { createRevocationListStore } from './revocation-list-store.ts';
import { createRoleNoticeStore } from './role-notice-store.ts';
import { createRoleOverviewStore } from './role-overview-store.ts';
import { createRolePlanStore } from './role-plan-store.ts';
import { createRoleRequestStore } from './role-request-store.ts';
import { createRoleStore } from './role-store.ts';
import type { SecretBox } from './secret-box.ts';
import { createSeparationStore } from './separation-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSettingStore } from './setting-store.ts';
import { createSignInStore } from './sign-in-store.ts';
import { createSigningKeyStore } from './signing-key-store.ts';
import { createStaffMessageStore } from './staff-message-store.ts';
import { createStaffPlanStore } from './staff-plan-store.ts';
import { createThrottleStore } from './throttle-store.ts';
import { createTotpStore } from './totp-store.ts';
import { createWaitingRoleGrantStore } from './waiting-role-grant-store.ts';

export interface Storage {
  /** Stores for single statements outside a transaction. */
  stores: Stores;
  transact: Transact;
  /** Called after a commit that queued a delivery. */
  onDelivery(listener: () => void): void;
}

/** Binds every store to a database. */
export function createStorage(source: DataSource, box: SecretBox): Storage {
  let notify = () => {};
  const bind = (manager: EntityManager, onAdded: () => void): Stores => ({
    directory: createDirectoryStore(manager, box),
    activity: createActivityStore(manager),
    overview: createOverviewStore(manager),
    dashboard: createDashboardStore(manager),
    roleOverview: createRoleOverviewStore(manager),
    clientOverview: createClientOverviewStore(manager),
    staffPlans: createStaffPlanStore(manager, box),
    pendingPlans: createPendingPlanStore(manager, box),
    settings: createSettingStore(manager),
    staffMessages: createStaffMessageStore(manager, box),
    roles: createRoleStore(manager),
    waitingRoleGrants: createWaitingRoleGrantStore(manager),
    roleRequests: createRoleRequestStore(manager),
    rolePlans: createRolePlanStore(manager, box),
    pendingRolePlans: createPendingRolePlanStore(manager, box),
    mandates: createMandateStore(manager),
    separations: createSeparationStore(manager),
    reviews: createReviewStore(manager),
    recordKeys: createRecordKeyStore(manager),
    signingKeys: createSigningKeyStore(manager, box),
    clients: createClientStore(manager),
    credentials: createCredentialStore(manager),
    throttle: createThrottleStore(manager),
    passwordResets: createPasswordResetStore(manager),
    activations: createActivationStore(manager),
    certificates: createCertificateStore(manager),
    certificateTickets: createCertificateTicketStore(manager),
    signIns: createSignInStore(manager),
    totp: createTotpStore(manager, box),
    breakGlass: createBreakGlassStore(manager),
    factorResets: createFactorResetStore(manager),
    passkeys: createPasskeyStore(manager),
    devices: createDeviceStore(manager),
    sessions: createSessionStore(manager),
    roleNotices: createRoleNoticeStore(manager),
    protocol: createProtocolStateStore(manager),
    revocationLists: createRevocationListStore(manager),
    audit: createAuditStore(manager),
    chainCheck: createChainCheckStore(manager),
    deliveries: createDeliveryStore(manager, box, onAdded),
    ledger: createLedgerStore(manager, box, onAdded),
    lab: createLabStore(manager),
  });
  return {
    stores: bind(source.manager, () => notify()),
    async transact(work) {
      let added = 0;
      const count = () => {
        added += 1;
      };
      const result = await source.transaction((manager) => work(bind(manager, count)));
      if (added > 0) notify();
      return result;
    },
    onDelivery(listener) {
      notify = listener;
    },
  };
}
