import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import { warningsOf } from '../../src/web/admin/trust.ts';
import type { TrustAuthorityView, TrustTreeView, TrustView } from '../../src/web/admin/trust-view.ts';

const at = new Date('2026-11-20T03:21:07Z');
type Text = (typical: string) => string;

/** The page of trusted authorities in every state. */
export function sampleTrustViews(text: Text, frame: ConsoleFrame) {
  const trees = [government(text), bare(text)];
  const full: TrustView = {
    ...frame,
    notice: 'asked',
    mayFetch: true,
    hasLists: true,
    warnings: warningsOf(trees),
    trees,
  };
  return {
    'admin/trust': [
      full,
      {
        ...full,
        notice: 'none' as const,
        mayFetch: false,
        warnings: full.warnings.filter(({ isBad }) => !isBad),
      },
      { ...full, notice: null, hasLists: false, warnings: [], trees: [bare(text)] },
      { ...full, notice: null, hasLists: false, warnings: [], trees: [] },
    ],
  };
}

function authority(text: Text, id: string): TrustAuthorityView {
  return {
    id,
    subject: text('CN=Co quan chung thuc so mau, C=VN'),
    issuer: text('CN=Goc mau, C=VN'),
    serial: text('0a1b'),
    fingerprint: text('AB:CD'),
    key: 'RSA 4096',
    policies: [text('2.16.704.1.1.1.1.1')],
    isAnchor: false,
    notBefore: at,
    notAfter: at,
    validity: 'valid',
    daysLeft: 1204,
    bound: 1204,
    lists: [],
  };
}

function government(text: Text): TrustTreeView {
  const list = {
    url: text('http://crl.example/ca.crl'),
    standing: 'fresh' as const,
    problem: null,
    failures: 0,
    number: text('1204'),
    thisUpdate: at,
    nextUpdate: at,
    fetchedAt: at,
    dueAt: at,
  };
  const failing = { ...list, problem: text('không hỏi được cơ quan cấp'), failures: 3 };
  const missing = { ...list, standing: 'missing' as const, number: null, thisUpdate: null, nextUpdate: null };
  const lists = [
    list,
    { ...failing, standing: 'failing' as const },
    { ...failing, standing: 'grace' as const },
    { ...failing, standing: 'over' as const },
    { ...missing, fetchedAt: null },
  ];
  return {
    tree: 'government',
    name: text('Chứng thư số chuyên dùng mẫu'),
    files: [text('KEYS_DIR/ca/government.pem'), text('KEYS_DIR/ca/government.json')],
    isSample: false,
    order: ['crl', 'ocsp'],
    hosts: [text('crl.example')],
    policies: [text('2.16.704.1.1.1.1.1')],
    graceHours: 12,
    maxAgeMinutes: 60,
    isNonceRequired: true,
    bindsByEmail: true,
    authorities: [
      { ...authority(text, 'government-1'), isAnchor: true, policies: [], lists },
      { ...authority(text, 'government-2'), validity: 'expiring', daysLeft: 30 },
      { ...authority(text, 'government-3'), validity: 'expired', daysLeft: -3 },
      { ...authority(text, 'government-4'), validity: 'not_yet' },
    ],
  };
}

function bare(text: Text): TrustTreeView {
  return {
    ...government(text),
    tree: 'sample',
    isSample: true,
    order: ['ocsp'],
    policies: [],
    graceHours: 0,
    isNonceRequired: false,
    bindsByEmail: false,
    authorities: [authority(text, 'sample-1')],
  };
}
