/** The answer was longer than its reader allows. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

export interface CallLimits {
  /** Milliseconds for everything up to the last byte read. */
  timeoutMs: number;
  /** Bytes of body, counted after decompression. */
  bodyBytes: number;
  /** May end the call earlier. */
  callerSignal: AbortSignal | undefined;
  /** Frees what the call holds; called once, however it ends. */
  release: () => void;
}

/** Time and size that one HTTP call may take. */
export class CallBudget {
  readonly #limits: CallLimits;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #ended = false;

  /** Starts the clock. */
  constructor(limits: CallLimits) {
    this.#limits = limits;
    // Not AbortSignal.any with AbortSignal.timeout: Node 20 may collect that pair before it fires.
    const late = () => this.#abort(new DOMException('no complete answer in time', 'TimeoutError'));
    this.#timer = setTimeout(late, limits.timeoutMs);
    this.#timer.unref();
    if (limits.callerSignal?.aborted) this.#onCallerAbort();
    else limits.callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  /** Aborts when the time is over or the caller gives up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The same response with a body that fails beyond the limits and ends the budget at its last byte. */
  bound(response: Response): Response {
    if (!response.body) {
      this.end();
      return response;
    }
    const { status, statusText, headers, url } = response;
    const body = this.#limited(response.body);
    return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url });
  }

  /** The call is over. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#limits.callerSignal?.removeEventListener('abort', this.#onCallerAbort);
    this.#limits.release();
  }

  readonly #onCallerAbort = (): void => this.#abort(this.#limits.callerSignal?.reason);

  #abort(reason: unknown): void {
    this.#controller.abort(reason);
    this.end();
  }

  // By hand instead of a TransformStream, which on Node 20 cannot tell that its reader has cancelled.
  #limited(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    const limit = this.#limits.bodyBytes;
    let total = 0;
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const { done, value } = await reader.read();
      if (done) {
        controller.close();
        return this.end();
      }
      total += value.byteLength;
      if (total <= limit) return controller.enqueue(value);
      const error = new BodyTooLargeError(`more than ${limit} bytes`);
      this.#abort(error);
      throw error;
    };
    const cancel = (reason: unknown) => this.#abort(reason);
    return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  }
}
