import { Provider } from 'oidc-provider';

type Payload = Record<string, unknown>;

const memories = new WeakMap<object, Map<string, Payload>>();

/**
 * Rows that came along with another one and that the library will ask for next in the same request. Each is
 * handed out once, so that nobody sees what somebody else changed; a later question reads the database.
 */
export const requestMemory = {
  keep(key: string, payload: Payload): void {
    const { ctx } = Provider;
    if (ctx === undefined) return;
    const memory = memories.get(ctx) ?? new Map<string, Payload>();
    memories.set(ctx, memory.set(key, payload));
  },
  take(key: string): Payload | undefined {
    const memory = Provider.ctx && memories.get(Provider.ctx);
    const payload = memory?.get(key);
    memory?.delete(key);
    return payload;
  },
};
