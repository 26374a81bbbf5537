/**
 * A map whose entries live for a fixed time. It never grows over its limit: the oldest entries make room.
 */
export class ShortMemory<V> {
  readonly #entries = new Map<string, { value: V; expiresAt: number }>();
  readonly #now: () => Date;
  readonly #lifeMs: number;
  readonly #limit: number;

  constructor(now: () => Date, { lifeMs, limit }: { lifeMs: number; limit: number }) {
    this.#now = now;
    this.#lifeMs = lifeMs;
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.expiresAt > this.#now().getTime() ? entry.value : undefined;
  }

  set(key: string, value: V): void {
    const now = this.#now().getTime();
    // Every entry lives equally long, so the first ones are both the oldest and the next to expire.
    this.#entries.delete(key);
    for (const [oldKey, { expiresAt }] of this.#entries) {
      if (expiresAt > now && this.#entries.size < this.#limit) break;
      this.#entries.delete(oldKey);
    }
    this.#entries.set(key, { value, expiresAt: now + this.#lifeMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  deleteWhere(isGone: (value: V) => boolean): void {
    for (const [key, { value }] of this.#entries) if (isGone(value)) this.#entries.delete(key);
  }
}
