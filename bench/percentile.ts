/** The value below which a share of them lies, the greater one where it falls between two; of 20 values p95 is the greatest. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
