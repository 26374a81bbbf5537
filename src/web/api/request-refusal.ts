import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { REQUEST_PROBLEMS, type RequestProblemCode } from '../../messages/request-problems.ts';
import { fill, type Lang, type MessageParams } from '../../messages/translate.ts';

/** One value of a request that is not as it must be. */
export interface FieldProblem {
  /** Name of the parameter or field, or place in a file; empty for the whole body. */
  field: string;
  code: string;
  words: Readonly<Record<Lang, string>>;
}

/** A fault of a parameter or field; `params` fill the placeholders of its text. */
export function problemAt(field: string, code: RequestProblemCode, params: MessageParams = {}): FieldProblem {
  const { vi, en } = REQUEST_PROBLEMS[code];
  return { field, code, words: { vi: fill(vi, params), en: fill(en, params) } };
}

/** A refusal with the faults that led to it, which the answer lists. */
export class ListedRefusal extends DomainError {
  readonly problems: readonly FieldProblem[];

  constructor(code: ErrorCode, problems: readonly FieldProblem[]) {
    super(code, { problems: problems.length });
    this.problems = problems;
  }
}

/** A request that is refused for some of its values. */
export function refuseRequest(...problems: FieldProblem[]): ListedRefusal {
  return new ListedRefusal('request_invalid', problems);
}
