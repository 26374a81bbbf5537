import { type CertificateFacts, pointNames } from './certificate-facts.ts';
import type { Der } from './der.ts';
import { isTrue } from './der-values.ts';
import { Unproven } from './unproven.ts';

/** Which certificates of its issuer a list speaks of. */
export interface ListScope {
  /** Names of the distribution point, as encoded; null: the list is for all of them. */
  names: Buffer[] | null;
  kind: 'any' | 'users' | 'authorities';
}

/**
 * Reads the issuing distribution point (RFC 5280 section 5.2.5).
 * @throws Unproven `not_covered` for a list of some reasons only, of attribute certificates, or of other issuers too
 */
export function readScope(point: Der | undefined): ListScope {
  if (point === undefined) return { names: null, kind: 'any' };
  const fields = point.fields();
  const names = pointNames(fields.takeIf(0xa0));
  const [users, authorities] = [flag(fields.takeIf(0x81)), flag(fields.takeIf(0x82))];
  const someReasons = fields.takeIf(0x83);
  const [indirect, attributes] = [flag(fields.takeIf(0x84)), flag(fields.takeIf(0x85))];
  fields.end();
  if (someReasons !== undefined || indirect || attributes || (users && authorities)) {
    throw new Unproven('not_covered', 'the list is partial or indirect');
  }
  const kind = users ? 'users' : authorities ? 'authorities' : 'any';
  return { names: names?.map(({ raw }) => raw) ?? null, kind };
}

/** Whether a list with this scope speaks of a certificate of its issuer (RFC 5280 section 6.3.3 b 2). */
export function covers(scope: ListScope, certificate: CertificateFacts): boolean {
  if (scope.kind !== 'any' && (scope.kind === 'authorities') !== certificate.isAuthority) return false;
  if (scope.names === null) return true;
  const own = certificate.distributionPoints.filter(({ isPlain }) => isPlain).flatMap(({ names }) => names);
  return scope.names.some((name) => own.some((each) => each.equals(name)));
}

function flag(value: Der | undefined): boolean {
  return value !== undefined && isTrue(value);
}
