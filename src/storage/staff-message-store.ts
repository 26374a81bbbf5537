import { type EntityManager, In } from 'typeorm';
import type { StaffMessageStore } from '../domain/directory/staff-message-store.ts';
import { StaffMessageSchema } from './schema/staff-message.schema.ts';
import type { SecretBox } from './secret-box.ts';

/** The messages that changed staff. */
export function createStaffMessageStore(manager: EntityManager, box: SecretBox): StaffMessageStore {
  const messages = manager.getRepository(StaffMessageSchema);
  return {
    async find(transactionIds, contents) {
      const rows = await messages.findBy({ transactionId: In([...transactionIds]) });
      const hash = box.hash(contents);
      return rows.map(({ transactionId, contentsHash, answer }) => ({
        transactionId,
        isSame: contentsHash === hash,
        answer: answer === null ? null : box.open(answer),
      }));
    },
    async add(transactionIds, contents, answer, receivedAt) {
      const contentsHash = box.hash(contents);
      const rows = transactionIds.map((transactionId, index) => ({
        transactionId,
        contentsHash,
        // Once for all ids of a message: the answer to a thousand of them is long.
        answer: index === 0 ? box.seal(answer) : null,
        receivedAt,
      }));
      await messages.insert(rows);
    },
  };
}
