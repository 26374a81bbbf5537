import { fuzzSignIns } from './sign-in-fuzz.ts';

/** A taste; `test/full/sign-in-fuzz.test.ts` takes 400 sequences. */
fuzzSignIns('flow: sign-ins in every order', { runs: 8, kinds: ['visit mfa pwd', 'session pwd'] });
