/** The parts of an authorization request that speak of levels. */
export interface AcrRequest {
  params?: Readonly<Record<string, unknown>> | undefined;
  claims?: { id_token?: { acr?: AcrClaim | null | undefined } | undefined } | undefined;
}

/** OpenID Connect Core section 5.5.1: one value, or several of which any will do. */
interface AcrClaim {
  value?: unknown;
  values?: unknown;
}

/** The same of a request that is kept as text. */
export function keptAcrRequest(params: Readonly<Record<string, unknown>>): AcrRequest {
  const claims = typeof params.claims === 'string' ? JSON.parse(params.claims) : undefined;
  return { params, claims };
}

/** Every level that a request names, in its own words, most wanted first. */
export function requestedAcrs({ params, claims }: AcrRequest): string[] {
  const { value, values } = claims?.id_token?.acr ?? {};
  const named = [value, ...(Array.isArray(values) ? values : [])];
  const listed = typeof params?.acr_values === 'string' ? params.acr_values.split(' ') : [];
  return [...named, ...listed].filter((acr): acr is string => typeof acr === 'string' && acr !== '');
}
