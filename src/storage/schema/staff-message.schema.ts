import { EntitySchema } from 'typeorm';
import { columns, text, timestamp } from '../columns.ts';

/** A message as stored: neither what it said nor what was answered can be read without the key. */
export interface StaffMessageRow {
  transactionId: string;
  contentsHash: string;
  answer: string | null;
  receivedAt: Date;
}

export const StaffMessageSchema = new EntitySchema<StaffMessageRow>({
  name: 'StaffMessage',
  tableName: 'staff_message',
  columns: columns<StaffMessageRow>({
    transactionId: text('transaction_id', {
      primary: true,
      primaryKeyConstraintName: 'staff_message_pkey',
    }),
    contentsHash: text('contents_hash'),
    answer: text('answer', { nullable: true }),
    receivedAt: timestamp('received_at'),
  }),
});
