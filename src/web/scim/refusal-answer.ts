import type { RefusalCode } from '../../domain/directory/staff-refusal.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { errorText } from '../../messages/errors.ts';
import { SCIM_REFUSALS } from '../../messages/scim.ts';
import { STAFF_REFUSALS } from '../../messages/staff-refusals.ts';
import type { Lang } from '../../messages/translate.ts';
import { statusOf } from '../status.ts';
import type { ScimAnswer } from './endpoints.ts';
import { ScimError, type ScimType } from './scim-error.ts';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

interface Refused {
  status: number;
  scimType?: ScimType | undefined;
  detail: string;
}

/** What the directory refuses because another record, or what depends on this one, stands against it. */
const CONFLICTS: Partial<Record<RefusalCode, Omit<Refused, 'detail'>>> = {
  email_taken: { status: 409, scimType: 'uniqueness' },
  mailbox_taken: { status: 409, scimType: 'uniqueness' },
  employee_no_taken: { status: 409, scimType: 'uniqueness' },
  unit_code_taken: { status: 409, scimType: 'uniqueness' },
  unit_in_use: { status: 409 },
  unit_above_others: { status: 409 },
  protected_account: { status: 403, scimType: 'mutability' },
};

/** Refusals of whole requests that the protocol has a type for. */
const TYPES: Partial<Record<ErrorCode, Omit<Refused, 'detail'>>> = {
  removal_guard: { status: 403, scimType: 'tooMany' },
  account_stays_closed: { status: 403, scimType: 'mutability' },
};

/**
 * A refusal in the protocol's format (RFC 7644 section 3.12).
 * @param code what the refusal is to everybody else; tells all that is needed of a fault of the system
 */
export function refusalAnswer(error: unknown, code: ErrorCode, lang: Lang): ScimAnswer {
  const { status, scimType, detail } = refusedAs(error, code, lang);
  return {
    status,
    body: {
      schemas: [ERROR],
      status: String(status),
      ...(scimType !== undefined && { scimType }),
      detail,
    },
  };
}

function refusedAs(error: unknown, code: ErrorCode, lang: Lang): Refused {
  if (error instanceof ScimError) {
    const { status, scimType, message } = error;
    const text = SCIM_REFUSALS[scimType ?? (status as keyof typeof SCIM_REFUSALS)];
    return { status, scimType, detail: `${text[lang]}: ${message}` };
  }
  if (error instanceof DomainError && code === 'provisioning_refused') {
    const { attribute, reason } = error.details;
    const text = STAFF_REFUSALS[reason as RefusalCode][lang];
    const kind = CONFLICTS[reason as RefusalCode] ?? { status: 400, scimType: 'invalidValue' };
    return { ...kind, detail: `${attribute}: ${text}` };
  }
  const { title, remedy } = errorText(code, lang);
  return { status: statusOf(code), ...TYPES[code], detail: `${title}. ${remedy}` };
}
