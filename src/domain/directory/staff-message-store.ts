/** A message that was received before under a `Transaction_ID`. */
export interface ReceivedMessage {
  transactionId: string;
  /** Whether its contents were those that are asked for. */
  isSame: boolean;
  /** What was answered; null when another id of the same message keeps it. */
  answer: string | null;
}

/** Port of the messages that changed staff, each under the ids of its transactions; none is ever forgotten. */
export interface StaffMessageStore {
  find(transactionIds: readonly string[], contents: string): Promise<ReceivedMessage[]>;
  /** Keeps the contents as a keyed hash and the answer sealed. Fails on an id that is known already. */
  add(transactionIds: readonly string[], contents: string, answer: string, at: Date): Promise<void>;
}
