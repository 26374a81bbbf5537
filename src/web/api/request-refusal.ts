import { DomainError } from '../../domain/errors.ts';
import type { RequestProblemCode } from '../../messages/request-problems.ts';

/** One value of a request that is not as it must be. */
export interface FieldProblem {
  /** Name of the parameter or field; empty for the whole body. */
  field: string;
  code: RequestProblemCode;
  /** Fills the placeholders of the text. */
  params?: Readonly<Record<string, string | number>>;
}

/** A request that is refused for some of its values; the answer lists them all. */
export class RequestRefusal extends DomainError {
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    super('request_invalid', { fields: problems.map(({ field }) => field).join(' ') });
    this.problems = problems;
  }
}
