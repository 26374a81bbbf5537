import type { DeliveryFault } from '../domain/integration-lab/trace.ts';

/** Why a call to a relying party came to nothing, told by the name of what was thrown. */
export function faultOf(error: unknown): DeliveryFault {
  const { name } = error as { name?: string };
  if (name === 'OutboundRefusedError') return 'forbidden';
  return name === 'TimeoutError' || name === 'AbortError' ? 'late' : 'unreachable';
}
