import type { KoaContextWithOIDC } from 'oidc-provider';

/** A refusal of the protocol that a person sees instead of being sent back to the client. */
export interface ProtocolRefusal {
  /** OAuth error code. */
  error: string;
  description: string;
  clientId: string | null;
  /** The address that the client asked for, when that is what was wrong. */
  redirectUri: string | null;
}

/** Pages that the provider asks `web` to draw; each sets the body of the context it is given. */
export interface ProviderPages {
  refusal(ctx: KoaContextWithOIDC, refusal: ProtocolRefusal): void;
  /** @param clientTitle the client that asked for the sign-out, when known */
  confirmSignOut(ctx: KoaContextWithOIDC, clientTitle: string | null): void;
  deviceInput(
    ctx: KoaContextWithOIDC,
    form: DeviceForm & { problem: 'code_unknown' | 'aborted' | 'failed' | null },
  ): void;
  deviceConfirm(ctx: KoaContextWithOIDC, form: DeviceForm & { clientTitle: string }): void;
  deviceDone(ctx: KoaContextWithOIDC, clientTitle: string | null): void;
}

export interface DeviceForm {
  action: string;
  xsrf: string;
  userCode: string;
}
