import { fuzzSignIns } from '../flows/sign-in-fuzz.ts';

fuzzSignIns('sign-ins in every order, 400 sequences', {
  runs: 400,
  kinds: [
    'visit pwd',
    'visit mfa otp pwd',
    'visit mfa pwd',
    'visit mfa swk user',
    'visit hwk',
    'visit hwk mfa pwd',
    'session pwd',
    'session mfa otp pwd',
    'session mfa swk user',
    'session hwk',
  ],
});
