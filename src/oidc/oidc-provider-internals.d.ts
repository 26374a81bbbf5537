/** The one internal of the library that `signing-keys` calls; it comes without types. */
declare module 'oidc-provider/lib/helpers/initialize_keystore.js' {
  export default function initializeKeystore(
    this: import('oidc-provider').Provider,
    jwks: { keys: import('jose').JWK[] },
  ): void;
}
