import type { CertificateBinding, CertificateName } from './certificate-binding.ts';

/** A binding that ends soon, with how many days before its end a reminder is due. */
export interface ExpiringBinding {
  binding: CertificateBinding;
  days: number;
}

/** Port of certificate bindings. Ids that are no UUID never reach it. A binding is live until it is revoked. */
export interface CertificateStore {
  /** Adds a binding; false when a live one has this issuer and serial number, whoever's it is. */
  add(binding: CertificateBinding): Promise<boolean>;
  find(id: string): Promise<CertificateBinding | undefined>;
  findLive(name: CertificateName): Promise<CertificateBinding | undefined>;
  /** Whether a certificate has ever been bound and taken away again. */
  wasRevoked(name: CertificateName): Promise<boolean>;
  /** Of a person, the newest first; revoked ones as well. */
  listOf(personId: string): Promise<CertificateBinding[]>;
  /** Live and confirmed bindings of a tree to the same subject: what a renewed certificate may follow. */
  listOfSubject(tree: string, subject: string): Promise<CertificateBinding[]>;
  /** How many live and confirmed bindings there are to certificates of each issuer. */
  countByIssuer(): Promise<{ tree: string; issuer: string; count: number }[]>;
  /** By a conditional statement; false when it is unknown, revoked or confirmed already. */
  confirm(id: string, at: Date): Promise<boolean>;
  /** By a conditional statement; false when it is unknown or revoked already. */
  revoke(id: string, at: Date, by: string): Promise<boolean>;
  /** Live and confirmed bindings that end within one of these numbers of days and were not reminded of it. */
  listExpiring(now: Date, days: readonly number[], limit: number): Promise<ExpiringBinding[]>;
  /** Notes a reminder by a conditional statement; false when another node was first. */
  remind(id: string, days: number): Promise<boolean>;
}
