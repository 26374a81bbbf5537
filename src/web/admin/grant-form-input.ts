import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { GrantRole } from '../../domain/roles/grant-role.ts';
import { roleOf } from '../api/roles.ts';
import type { GrantField, GrantFields, GrantProblem } from './grant-form-view.ts';

/**
 * What somebody filled in, as the service takes it; what is hidden by her choices does not count.
 * @param decisionDocument the decision as a file
 */
export function grantFrom(form: GrantFields, decisionDocument?: Uint8Array): GrantRole {
  const text = (field: GrantField) => (form[field].trim() === '' ? undefined : form[field].trim());
  const isPerson = form.who === 'person';
  return {
    ...roleOf(form.role),
    to: isPerson
      ? { person: text('person') }
      : {
          unit: text('unit'),
          subtree: form.subtree === 'yes' && text('unit') !== undefined,
          position: text('position'),
          category: text('category'),
        },
    extent: form.reach === 'unit' ? text('extent') : undefined,
    from: text('from'),
    until: text('until'),
    decision: text('decision'),
    decisionDocument,
    reason: text('reason'),
  };
}

const FIELD_OF: Partial<Record<ErrorCode, GrantField>> = {
  person_not_found: 'person',
  position_not_found: 'position',
  role_not_found: 'role',
  period_invalid: 'until',
};

/** Faults that a role grant is refused for, by the field that they are mended in. */
const FAULTS: Readonly<Record<string, Omit<GrantProblem, 'code'>>> = {
  holder_missing: { field: 'unit', text: 'grantForm.holderMissing' },
  category_unknown: { field: 'category', text: null },
  extent_not_allowed: { field: 'extent', text: 'grantForm.extentNotAllowed' },
  document_without_decision: { field: 'decision', text: 'grantForm.decisionMissing' },
  period_empty: { field: 'until', text: null },
  text_too_long: { field: 'reason', text: 'grantForm.textTooLong' },
};

/** The field that a refusal belongs to; undefined for one that belongs to the role grant as a whole. */
export function problemOf(error: unknown, form: GrantFields): GrantProblem | undefined {
  if (!(error instanceof DomainError)) return undefined;
  const { code, details } = error;
  if (code === 'role_grant_invalid') {
    const fault = FAULTS[String(details.reason)];
    if (fault === undefined) return undefined;
    const isMissing = details.reason === 'holder_missing' && form.who === 'person';
    return { code, ...fault, ...(isMissing && { field: 'person' }) };
  }
  if (code === 'unit_not_found') {
    const isExtent = form.reach === 'unit' && form.extent.trim() === details.unit;
    return { code, field: isExtent ? 'extent' : 'unit', text: null };
  }
  const field = code === 'period_invalid' && details.field === 'from' ? 'from' : FIELD_OF[code];
  return field && { code, field, text: code === 'role_not_found' ? 'grantForm.roleMissing' : null };
}
