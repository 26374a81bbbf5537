import type { Socket } from 'node:net';
import {
  type BindRequest,
  BindResponse,
  type ExtendedRequest,
  ExtendedResponse,
  MessageParser,
  SearchEntry,
  SearchReference,
  type SearchRequest,
  SearchResponse,
  UnbindRequest,
} from 'ldapts';
import { LDAP_LIMITS } from './limits.ts';
import { AnswerTooLargeError } from './refusals.ts';

type Request = BindRequest | ExtendedRequest | SearchRequest;
/** What ends a request. */
type Answer = BindResponse | ExtendedResponse | SearchResponse;

/** What may arrive before the response that ends a request. */
export interface Arrivals {
  entry(entry: SearchEntry): void;
  reference(reference: SearchReference): void;
}

/**
 * One conversation over one open socket, a request at a time. The library's own client is not used: it ends a paged
 * search at the first page without entries although the server may announce more, it connects anew, without
 * credentials, after a connection was lost, and it does not let go of what arrived before STARTTLS.
 */
export class LdapSession {
  readonly #socket: Socket;
  readonly #parser = new MessageParser();
  /** The library asks it which request a response answers. */
  readonly #requests = new Map<string, { message: Request }>();
  #pending: { arrivals: Arrivals | undefined; settle(outcome: Answer | Error): void } | undefined;
  #failure: Error | undefined;
  #lastId = 0;
  #received = 0;
  /** Since the last whole message: the library gathers a message piece by piece, each time anew. */
  #unfinished = 0;
  readonly #limits: typeof LDAP_LIMITS;

  constructor(socket: Socket, limits = LDAP_LIMITS) {
    this.#socket = socket;
    this.#limits = limits;
    this.#parser.on('message', (message) => this.#take(message));
    this.#parser.on('error', this.#fail);
    socket
      .on('data', this.#read)
      .on('error', this.#fail)
      .on('close', this.#ended)
      .on('timeout', this.#silent);
    socket.setTimeout(limits.silenceMs);
  }

  /**
   * Sends a request that `make` builds with the id given to it; entries and references go to `arrivals`.
   * @returns the response that ends it, whatever its result code
   * @throws Error when the connection is lost before, or what `arrivals` throws; the session is over then
   */
  request(make: (messageId: number) => Request, arrivals?: Arrivals): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#lastId += 1;
      const message = make(this.#lastId);
      this.#requests.set(String(this.#lastId), { message });
      this.#pending = {
        arrivals,
        settle: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)),
      };
      this.#socket.write(message.write());
    });
  }

  /** Lets go of the socket, so that TLS may take it; whatever came after the last response is forgotten. */
  release(): Socket {
    const socket = this.#socket;
    socket
      .off('data', this.#read)
      .off('error', this.#fail)
      .off('close', this.#ended)
      .off('timeout', this.#silent);
    socket.setTimeout(0);
    return socket;
  }

  /** Ends the conversation as the protocol asks. */
  close(): void {
    this.#failure ??= new Error('closed');
    this.#socket.write(new UnbindRequest({ messageId: this.#lastId + 1 }).write());
    this.#socket.destroySoon();
  }

  readonly #read = (data: Buffer): void => {
    this.#received += data.length;
    this.#unfinished += data.length;
    const { bytes, messageBytes } = this.#limits;
    if (this.#received > bytes || this.#unfinished > messageBytes) this.#fail(new AnswerTooLargeError());
    else this.#parser.read(data, this.#requests);
  };

  readonly #ended = (): void => this.#fail(new Error('the server closed the connection'));
  readonly #silent = (): void => this.#fail(new Error('the server does not answer'));

  #take(message: { messageId: number }): void {
    this.#unfinished = 0;
    const pending = this.#pending;
    // Message 0 is the server's notice of disconnection (RFC 4511 section 4.4.1), which the close follows.
    if (pending === undefined || message.messageId !== this.#lastId) return;
    try {
      if (message instanceof SearchEntry) pending.arrivals?.entry(message);
      else if (message instanceof SearchReference) pending.arrivals?.reference(message);
      else if (isAnswer(message)) this.#settle(message);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  readonly #fail = (error: Error): void => {
    this.#failure ??= error;
    this.#settle(this.#failure);
    this.#socket.destroy();
  };

  #settle(outcome: Answer | Error): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#requests.clear();
    pending?.settle(outcome);
  }
}

function isAnswer(message: object): message is Answer {
  return [BindResponse, ExtendedResponse, SearchResponse].some((kind) => message instanceof kind);
}
