import type { AuthorityState, TreeState } from '../../domain/certificates/trust-desk.ts';
import { PROBLEM_WORDS } from '../../messages/certificate-remedies.ts';
import type { Lang } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom } from './list-query.ts';
import {
  TRUST_NOTICES,
  type TrustAuthorityView,
  type TrustTreeView,
  type TrustView,
  type TrustWarning,
} from './trust-view.ts';

const PATH = '/admin/trust';
const BAD: readonly TrustWarning['kind'][] = ['expired', 'not_yet', 'over'];

type Parts = Pick<WebParts, 'trustDesk' | 'fetchRevocationLists' | 'background' | 'pages'>;

/** `/admin/trust`: the authorities whose certificates count here, and what is known of their revocations. */
export function trustPages(parts: Parts): ConsolePage[] {
  return [
    page('/trust', 'system:read', (visit, ctx) => show(parts, visit, ctx)),
    action('/trust/lists', 'system:write', { fields: [] }, async ({ actor }, ctx) => {
      const count = await parts.trustDesk.askForLists(actor);
      // Slow authorities keep nobody waiting; the page shows later what came of it.
      if (count > 0) parts.background.run(parts.fetchRevocationLists);
      leadTo(ctx, `${PATH}?notice=${count > 0 ? 'asked' : 'none'}`);
    }),
  ];
}

async function show({ trustDesk, pages }: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const states = await trustDesk.overview();
  const trees = states.map((state) => treeOf(state, visit.lang));
  const model: TrustView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', TRUST_NOTICES) ?? null,
    mayFetch: visit.rights.permissions.has('system:write'),
    hasLists: trees.some(({ authorities }) => authorities.some(({ lists }) => lists.length > 0)),
    warnings: warningsOf(trees),
    trees,
  };
  pages.show(ctx, 'admin/trust', model, { csrf: visit.csrfToken });
}

function treeOf({ tree, policy, isSample, authorities }: TreeState, lang: Lang): TrustTreeView {
  const { profile, binding, revocation } = policy;
  const folder = isSample ? 'DATA_DIR/sample-certificates/ca' : 'KEYS_DIR/ca';
  return {
    tree,
    name: policy.name[lang],
    files: ['pem', 'json'].map((extension) => `${folder}/${tree}.${extension}`),
    isSample,
    order: revocation.order,
    hosts: revocation.hosts,
    policies: profile.policies,
    graceHours: revocation.graceMs / 3_600_000,
    maxAgeMinutes: revocation.maxAgeMs / 60_000,
    isNonceRequired: revocation.nonce === 'required',
    bindsByEmail: binding.byEmail,
    authorities: authorities.map((authority) => authorityOf(tree, authority, lang)),
  };
}

function authorityOf(tree: string, state: AuthorityState, lang: Lang): TrustAuthorityView {
  const { subject, issuer, serial, fingerprint, policies, isAnchor, bound } = state;
  const { notBefore, notAfter, validity, daysLeft } = state;
  return {
    id: `${tree}-${fingerprint.slice(0, 16)}`,
    fingerprint: fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:'),
    key: `${state.keyType} ${state.keyBits}`,
    ...{ subject, issuer, serial, policies, isAnchor, bound, notBefore, notAfter, validity, daysLeft },
    lists: state.lists.map(({ url, standing, problem, failures, number, ...times }) => ({
      ...{ url, standing, failures },
      problem: problem === null ? null : PROBLEM_WORDS[problem][lang],
      number: number === null ? null : String(number),
      thisUpdate: times.thisUpdate,
      nextUpdate: times.nextUpdate,
      fetchedAt: times.fetchedAt,
      dueAt: times.dueAt,
    })),
  };
}

/** What somebody should see to: what stops people from signing in comes first. */
export function warningsOf(trees: readonly TrustTreeView[]): TrustWarning[] {
  const authorities = trees.flatMap((tree) => tree.authorities);
  const warnings = authorities.flatMap(({ id, subject, validity, notBefore, notAfter, lists }) => {
    const of = (kind: TrustWarning['kind'], at: Date): TrustWarning => ({
      ...{ kind, subject, at },
      isBad: BAD.includes(kind),
      href: `#${id}`,
    });
    return [
      ...(validity === 'valid' ? [] : [of(validity, validity === 'not_yet' ? notBefore : notAfter)]),
      ...lists.flatMap(({ standing, nextUpdate }) =>
        standing === 'fresh' || standing === 'missing' || nextUpdate === null
          ? []
          : [of(standing, nextUpdate)],
      ),
    ];
  });
  return warnings.toSorted((one, other) => Number(other.isBad) - Number(one.isBad));
}
