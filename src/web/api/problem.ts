import type { Logger } from 'pino';
import type { ErrorCode } from '../../domain/errors.ts';
import { errorText } from '../../messages/errors.ts';
import type { Lang } from '../../messages/translate.ts';
import type { Context, Next } from '../context.ts';
import { refused } from '../refused.ts';
import { type FieldProblem, ListedRefusal } from './request-refusal.ts';
import { arrayOf, type NamedSchema, object, text } from './schema.ts';

/** Problem details (RFC 9457) with our code, and the faults of single values in `errors`. */
export const PROBLEM: NamedSchema = {
  name: 'Problem',
  schema: object({
    type: { ...text, description: 'urn:micconnect:problem:CODE' },
    title: text,
    status: { type: 'integer' },
    detail: text,
    instance: { ...text, description: 'urn:micconnect:support:CODE, for the support desk' },
    code: text,
    errors: arrayOf(object({ field: text, code: text, detail: text })),
  }),
};

/** Turns whatever was thrown into problem details, in Vietnamese unless English is asked for. */
export function problemBoundary(log: Logger) {
  return async function catchProblems(ctx: Context, next: Next): Promise<void> {
    try {
      ctx.set('Cache-Control', 'no-store');
      await next();
    } catch (error) {
      const problems = error instanceof ListedRefusal ? error.problems : [];
      answer(ctx, refused(ctx, error, log), problems);
    }
  };
}

function answer(ctx: Context, code: ErrorCode, problems: readonly FieldProblem[]): void {
  const lang = languageOf(ctx);
  const { title, remedy } = errorText(code, lang);
  ctx.set('Content-Language', lang);
  ctx.body = {
    type: `urn:micconnect:problem:${code}`,
    title,
    status: ctx.status,
    detail: remedy,
    instance: `urn:micconnect:support:${ctx.state.origin.supportCode}`,
    code,
    errors: problems.map(({ field, code: fault, words }) => ({ field, code: fault, detail: words[lang] })),
  };
  ctx.type = 'application/problem+json';
}

/** The first language of the header that we speak; ours when there is none. */
export function languageOf(ctx: Context): Lang {
  return ctx.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi';
}
