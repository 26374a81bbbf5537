/** Trees of certification authorities and certificates below them, all of them made up. */
export interface SampleTree {
  /** As files and `certificate inspect` call it. */
  tree: string;
  name: { vi: string; en: string };
  /** `O`, then the common names of the root and of the authority that issues to people. */
  organisation: string;
  root: string;
  issuing: string;
  /** Whether the first sign-in binds the person whose official e-mail stands in the certificate. */
  byEmail: boolean;
}

export const SAMPLE_TREES: readonly SampleTree[] = [
  {
    tree: 'sample-government',
    name: { vi: 'Chứng thư số chuyên dùng công vụ (mẫu)', en: 'Government certificates (sample)' },
    organisation: 'Ban Cơ yếu mẫu',
    root: 'RootCA chuyên dùng công vụ mẫu',
    issuing: 'CA phục vụ các cơ quan Nhà nước mẫu',
    byEmail: true,
  },
  {
    tree: 'sample-public',
    name: { vi: 'Chứng thư số công cộng (mẫu)', en: 'Public certificates (sample)' },
    organisation: 'Trung tâm Chứng thực mẫu',
    root: 'Vietnam Sample Root CA',
    issuing: 'CA công cộng mẫu',
    byEmail: false,
  },
];

/** A certificate of a sample account; `name` is that of its files. */
export interface SampleCertificate {
  name: string;
  /** Local part of the official e-mail. */
  account: string;
  tree: string;
  state: 'good' | 'revoked' | 'expired';
  /** What it is there for. */
  about: { vi: string; en: string };
}

export const SAMPLE_CERTIFICATES: readonly SampleCertificate[] = [
  {
    name: 'staff',
    account: 'staff',
    tree: 'sample-government',
    state: 'good',
    about: { vi: 'đăng nhập được ngay', en: 'signs in at once' },
  },
  {
    name: 'clerk',
    account: 'clerk',
    tree: 'sample-government',
    state: 'good',
    about: { vi: 'đăng nhập được ngay', en: 'signs in at once' },
  },
  {
    name: 'staff-public',
    account: 'staff',
    tree: 'sample-public',
    state: 'good',
    about: { vi: 'tự gắn trước ở /security', en: 'first enrolled at /security' },
  },
  {
    name: 'staff-revoked',
    account: 'staff',
    tree: 'sample-government',
    state: 'revoked',
    about: { vi: 'đã bị thu hồi', en: 'revoked' },
  },
  {
    name: 'staff-expired',
    account: 'staff',
    tree: 'sample-government',
    state: 'expired',
    about: { vi: 'đã hết hạn', en: 'expired' },
  },
];

/** Both authorities of a tree by the names of their files. */
export function authorityNames(tree: string): { root: string; issuing: string } {
  return { root: `${tree}-root`, issuing: `${tree}-issuing` };
}
