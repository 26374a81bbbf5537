/** Parameters of an encoded Argon2 hash. */
export interface Argon2Parameters {
  algorithm: string;
  version: number;
  /** KiB */
  memory: number;
  passes: number;
  lanes: number;
  saltBytes: number;
  hashBytes: number;
}

const FORM =
  /^\$(argon2id|argon2i|argon2d)\$v=(16|19)\$([mtp]=\d{1,10}(?:,[mtp]=\d{1,10}){2})\$([A-Za-z0-9+/]{1,128})\$([A-Za-z0-9+/]{1,256})$/;

const MAX_MEMORY = 1024 * 1024;
const MAX_PASSES = 20;
const MAX_LANES = 16;

/**
 * Reads the PHC string of an Argon2 hash.
 * @returns null for another algorithm, for anything malformed, and for parameters that would cost more than
 *   1 GiB or 20 passes (a planted hash must not take the server down) or that Argon2 itself refuses
 */
export function readEncoded(encoded: string): Argon2Parameters | null {
  const [, algorithm, version, costs, salt, hash] = FORM.exec(encoded) ?? [];
  if (!algorithm || !costs || !salt || !hash) return null;
  // The argon2 package writes m,p,t where the reference implementation writes m,t,p.
  const cost = new Map(costs.split(',').map((pair) => [pair.slice(0, 1), Number(pair.slice(2))]));
  const read = {
    algorithm,
    version: Number(version),
    memory: cost.get('m') ?? 0,
    passes: cost.get('t') ?? 0,
    lanes: cost.get('p') ?? 0,
    saltBytes: decodedLength(salt),
    hashBytes: decodedLength(hash),
  };
  return isReasonable(read) ? read : null;
}

/** Whether `stored` costs an attacker less than `today`. */
export function isWeaker(stored: Argon2Parameters, today: Argon2Parameters): boolean {
  const { algorithm, version, memory, passes, saltBytes, hashBytes } = stored;
  return (
    algorithm !== today.algorithm ||
    version < today.version ||
    memory < today.memory ||
    passes < today.passes ||
    saltBytes < today.saltBytes ||
    hashBytes < today.hashBytes
  );
}

// RFC 9106 section 3.1 gives the lower bounds.
function isReasonable({ memory, passes, lanes, saltBytes, hashBytes }: Argon2Parameters): boolean {
  return (
    lanes >= 1 &&
    lanes <= MAX_LANES &&
    memory >= 8 * lanes &&
    memory <= MAX_MEMORY &&
    passes >= 1 &&
    passes <= MAX_PASSES &&
    saltBytes >= 8 &&
    hashBytes >= 16
  );
}

function decodedLength(base64: string): number {
  return Math.floor((base64.length * 3) / 4);
}
