import type { Settings } from '../settings/settings.ts';
import type { SecondMethod } from './authentication-policy.ts';
import type { PasswordCredential } from './credential.ts';
import type { KnownDevice } from './known-device.ts';

/** What a sign-in of a person is judged by, all of one moment; nobody has no password, no method and no device. */
export interface SignInBasis {
  password: PasswordCredential | undefined;
  /** What is enrolled beside the password, and may be used now. */
  secondMethods: SecondMethod[];
  /** What the browser is to the person; undefined when she never signed in there, or too long ago. */
  device: KnownDevice | undefined;
  settings: Settings;
}
