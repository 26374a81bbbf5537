import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { KeysRotateView, KeysView } from '../../src/web/admin/keys-view.ts';

const at = new Date('2026-11-20T03:21:07Z');
type Text = (typical: string) => string;

/** The pages of signing keys in every state. */
export function sampleKeysViews(text: Text, frame: ConsoleFrame) {
  const key = {
    kid: text('kOArPNB1C0hcExSVuCj08oACqkyXPUIE2Vkv_u-io94'),
    algorithm: 'ES256' as const,
    stage: 'signing' as const,
    ageDays: 120,
    createdAt: at,
    signsFrom: at,
    until: null,
  };
  const full: KeysView = {
    ...frame,
    notice: 'planned',
    mayRotate: true,
    nextFrom: at,
    keys: [key, { ...key, stage: 'retiring', until: at }, { ...key, stage: 'next', until: at }],
    users: [
      { algorithm: 'ES256', clients: [text('Thư điện tử'), text('Quản lý văn bản')] },
      { algorithm: 'RS256', clients: [] },
    ],
  };
  const asked: KeysRotateView = {
    ...frame,
    error: null,
    isLeaked: false,
    signsFrom: at,
    keptUntil: at,
    keys: 3,
    clients: 12,
  };
  const error = { code: 'keys_rotating' as const, supportCode: text('7KQ42MXD') };
  return {
    'admin/keys': [
      full,
      { ...full, notice: 'leaked' as const, nextFrom: null },
      { ...full, notice: null, mayRotate: false },
    ],
    'admin/keys-rotate': [asked, { ...asked, isLeaked: true }, { ...asked, error }],
  };
}
