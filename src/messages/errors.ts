import type { ErrorCode } from '../domain/errors.ts';
import { errorsEn } from './errors-en.ts';
import { errorsVi } from './errors-vi.ts';
import type { Lang } from './translate.ts';

/** Whose fault an error is; error pages name it first. */
export type Fault = 'system' | 'application' | 'action';

export interface ErrorText {
  title: string;
  remedy: string;
}

export interface ErrorMessage extends Readonly<Record<Lang, ErrorText>> {
  fault: Fault;
}

const systemFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['busy', 'unavailable', 'directory_locked']);
const applicationFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['client_not_found', 'client_invalid']);

/** The words of a refusal in both languages, and whose fault it is. */
export function errorMessage(code: ErrorCode): ErrorMessage {
  return { fault: faultOf(code), vi: errorsVi[code], en: errorsEn[code] };
}

/** What happened and what to do, in one language. */
export function errorText(code: ErrorCode, lang: Lang): ErrorText {
  return errorMessage(code)[lang];
}

function faultOf(code: ErrorCode): Fault {
  if (systemFaults.has(code)) return 'system';
  return applicationFaults.has(code) ? 'application' : 'action';
}
