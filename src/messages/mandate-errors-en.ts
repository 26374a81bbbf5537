import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What mandates are refused with, in English. */
export const mandateErrorsEn = {
  mandate_invalid: {
    title: 'This mandate is not possible',
    remedy:
      'The mandator must hold each of the roles by a role grant of her own now; a decision number and an end within the limit are required.',
  },
  mandate_not_found: {
    title: 'Mandate not found',
    remedy: 'It may be over. See the list with micconnect role mandates.',
  },
  mandate_to_self: {
    title: 'You cannot enter a mandate for yourself',
    remedy: 'The mandator or another administrator enters it.',
  },
  mandate_privileged: {
    title: 'You cannot mandate a privileged role by yourself',
    remedy: 'Ask another system administrator to enter this mandate.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;
