import { EntitySchema } from 'typeorm';
import type { BreakGlassSeal } from '../../domain/authentication/break-glass.ts';
import { columns, text, timestamp, uuid } from '../columns.ts';

const nullable = { nullable: true };

export const BreakGlassSealSchema = new EntitySchema<BreakGlassSeal>({
  name: 'BreakGlassSeal',
  tableName: 'break_glass_seal',
  columns: columns<BreakGlassSeal>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'break_glass_seal_pkey' }),
    state: text('state'),
    firstHash: text('first_hash'),
    firstBy: text('first_by'),
    firstAt: timestamp('first_at'),
    secondHash: text('second_hash', nullable),
    secondBy: text('second_by', nullable),
    sealedAt: timestamp('sealed_at', nullable),
    usedAt: timestamp('used_at', nullable),
    usedFrom: text('used_from', nullable),
    endsAt: timestamp('ends_at', nullable),
  }),
  indices: [
    {
      name: 'break_glass_seal_state_idx',
      columns: ['state'],
      unique: true,
      where: `state in ('half', 'sealed')`,
    },
  ],
});
