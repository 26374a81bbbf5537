/** The JSON form of what a browser gives: only what every answer has is known to be there. */
export interface ResponseJson extends Record<string, unknown> {
  id: string;
  response: Record<string, unknown>;
}

/** Parses a browser's answer; undefined for what is none. */
export function readResponse(text: string): ResponseJson | undefined {
  const json = parse(text);
  if (!isObject(json) || typeof json.id !== 'string' || !isObject(json.response)) return undefined;
  return json as ResponseJson;
}

/** What the browser wrote down of its page, unproven (CollectedClientData); undefined for what is none. */
export function readClientData(json: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const { response } = json;
  if (!isObject(response) || typeof response.clientDataJSON !== 'string') return undefined;
  const data = parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'));
  return isObject(data) ? data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
