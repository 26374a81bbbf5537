import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface LabelledValue {
  labels: Record<string, string>;
  value: number;
}

export interface Metrics {
  observe(method: string, status: number, seconds: number): void;
  countSignIn(result: string): void;
  countBreakGlass(alarm: string): void;
  /** A value that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number): void;
  /** A value for each set of labels; not a number: not known yet. */
  gauges(name: string, help: string, labels: readonly string[], read: () => readonly LabelledValue[]): void;
  render(): Promise<{ type: string; body: string }>;
}

/** Prometheus metrics of one process. Labels are few and bounded: no path, no client, no person. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'micconnect_' });
  const requests = new Histogram({
    name: 'micconnect_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const signIns = new Counter({
    name: 'micconnect_sign_ins_total',
    help: 'Sign-ins by result',
    labelNames: ['result'],
    registers: [registry],
  });
  const breakGlass = new Counter({
    name: 'micconnect_break_glass_total',
    help: 'Uses of the emergency account, and attempts',
    labelNames: ['alarm'],
    registers: [registry],
  });
  return {
    observe: (method, status, seconds) =>
      requests.observe({ method, status: `${Math.floor(status / 100)}xx` }, seconds),
    countSignIn: (result) => signIns.inc({ result }),
    countBreakGlass: (alarm) => breakGlass.inc({ alarm }),
    gauge(name, help, read) {
      new Gauge({
        name: `micconnect_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    gauges(name, help, labels, read) {
      new Gauge({
        name: `micconnect_${name}`,
        help,
        labelNames: labels,
        registers: [registry],
        collect() {
          this.reset();
          for (const each of read()) this.set(each.labels, each.value);
        },
      });
    },
    render: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
