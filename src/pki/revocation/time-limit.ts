import { Unproven } from './unproven.ts';

/** Milliseconds of waiting that are left; real time, whatever clock the dates go by. */
export class TimeLimit {
  readonly #end: number;

  constructor(ms: number) {
    this.#end = performance.now() + ms;
  }

  get left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /** A limit of its own for the next of so many steps. */
  share(steps: number): TimeLimit {
    return new TimeLimit(this.left / Math.max(steps, 1));
  }

  /** What the work results in. @throws Unproven `unreachable` when it takes longer; its late end is ignored */
  async within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unproven('unreachable', 'no answer in time')), this.left);
    });
    work.catch(() => {});
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }
}
