import { join } from 'node:path';
import { ownBounds, type ReadableExtent } from '../../domain/directory/readable-extent.ts';
import { ASKED } from '../../domain/reviews/ask-back.ts';
import { stateOf } from '../../domain/reviews/review.ts';
import { SIGNALS } from '../../domain/reviews/review-signals.ts';
import { itemFields, reviewFields, viewFields } from '../../messages/review-fields.ts';
import { SIGNAL_WORDS } from '../../messages/reviews.ts';
import { type Command, type Invocation, requiredOption, textOption, UsageError } from '../command.ts';
import { RefusedError } from '../refused-error.ts';
import { table } from '../table.ts';
import { itemWords, reviewWords } from './review-words.ts';

const RECORD_LIMIT = { bytes: 200 * 1024 * 1024, code: 'review_record_invalid' } as const;

const RETIRED = 'Khoá đã ký không còn dùng / signed by a key that is retired\n';

const open: Command = {
  usage:
    'review open (--unit CODE | --client ID) --name TEXT [--due DAY] [--overdue escalate|expire] ' +
    '[--reviewers PERSON,PERSON…]',
  summary: { vi: 'Mở đợt rà soát quyền', en: 'Open an access review' },
  words: [0, 0],
  options: {
    unit: { type: 'string' },
    client: { type: 'string' },
    name: { type: 'string' },
    due: { type: 'string' },
    overdue: { type: 'string' },
    reviewers: { type: 'string' },
  },
  async run({ services, io, actor, values, isJson }) {
    const opened = await services.reviews.open(actor, {
      name: requiredOption(values, 'name'),
      unit: textOption(values, 'unit'),
      client: textOption(values, 'client'),
      due: textOption(values, 'due'),
      overdue: textOption(values, 'overdue'),
      reviewers: textOption(values, 'reviewers')?.split(','),
    });
    io.out(isJson ? `${JSON.stringify(reviewFields(opened))}\n` : table([reviewWords(opened)]));
  },
};

const list: Command = {
  usage: 'review list [--reviewer PERSON]',
  summary: { vi: 'Các đợt rà soát quyền', en: 'List access reviews' },
  words: [0, 0],
  options: { reviewer: { type: 'string' } },
  async run({ services, io, values, isJson }) {
    const found = await services.reviews.list(await extentOf(services, values));
    io.out(isJson ? `${JSON.stringify(found.map(reviewFields))}\n` : table(found.map(reviewWords)));
  },
};

const show: Command = {
  usage:
    `review show REVIEW [--signal ${SIGNALS.join('|')}] [--undecided] [--reviewer PERSON] ` +
    '[--limit N] [--after N]',
  summary: { vi: 'Xem tiến độ và các mục của đợt rà soát', en: 'Show an access review and its items' },
  words: [1, 1],
  options: {
    signal: { type: 'string' },
    undecided: { type: 'boolean' },
    reviewer: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
  },
  async run({ services, io, positionals: [id = ''], values, isJson }) {
    const question = {
      signal: textOption(values, 'signal'),
      isUndecided: values.undecided === true,
      limit: numberOf(values, 'limit'),
      after: numberOf(values, 'after'),
    };
    const view = await services.reviews.show(id, question, await extentOf(services, values));
    if (isJson) {
      io.out(`${JSON.stringify(viewFields(view))}\n`);
      return;
    }
    const signals = SIGNALS.map((signal) => [
      String(view.signals[signal]),
      signal,
      `${SIGNAL_WORDS[signal].vi} / ${SIGNAL_WORDS[signal].en}`,
    ]);
    const haste = view.haste.map(
      ({ items, by, from }) =>
        `${items} mục giữ liên tiếp, quá nhanh / kept in a row, too fast: ${by}, ${from.toISOString()}\n`,
    );
    const items = view.items.map((item) => itemWords(item, view.names));
    io.out(table([reviewWords(view)]) + table(signals) + haste.join('') + table(items));
    if (view.next !== null) io.err(`Còn nữa / more: --after ${view.next}\n`);
  },
};

const decide: Command = {
  usage: 'review decide REVIEW --item N (--keep | --revoke) [--reason TEXT]',
  summary: { vi: 'Giữ hoặc thu hồi một quyền được cấp', en: 'Keep or revoke a role grant under review' },
  words: [1, 1],
  options: {
    item: { type: 'string' },
    keep: { type: 'boolean' },
    revoke: { type: 'boolean' },
    reason: { type: 'string' },
  },
  async run({ services, io, actor, positionals: [id = ''], values, isJson }) {
    const isRevoked = values.revoke === true;
    if (isRevoked === (values.keep === true)) throw new UsageError('one of --keep and --revoke is required');
    const item = itemOf(values);
    const decided = await services.reviews.decide(actor, {
      reviewId: id,
      item,
      verdict: isRevoked ? 'revoke' : 'keep',
      note: textOption(values, 'reason'),
    });
    io.out(isJson ? `${JSON.stringify(itemFields(decided))}\n` : table([itemWords(decided, new Map())]));
  },
};

const ask: Command = {
  usage: `review ask REVIEW --item N --to ${ASKED.join('|')} --question TEXT`,
  summary: { vi: 'Hỏi lại về một mục trước khi quyết định', en: 'Ask back about an item before deciding' },
  words: [1, 1],
  options: { item: { type: 'string' }, to: { type: 'string' }, question: { type: 'string' } },
  async run({ services, io, actor, positionals: [reviewId = ''], values, isJson }) {
    const to = ASKED.find((each) => each === requiredOption(values, 'to'));
    if (to === undefined) throw new UsageError(`--to is one of ${ASKED.join(', ')}`);
    const question = requiredOption(values, 'question');
    const asked = await services.reviews.ask(actor, { reviewId, item: itemOf(values), to, question });
    io.out(isJson ? `${JSON.stringify(itemFields(asked))}\n` : table([itemWords(asked, new Map())]));
  },
};

const answer: Command = {
  usage: 'review answer REVIEW --item N --answer TEXT',
  summary: { vi: 'Trả lời câu hỏi về một mục', en: 'Answer a question about an item' },
  words: [1, 1],
  options: { item: { type: 'string' }, answer: { type: 'string' } },
  async run({ services, io, actor, positionals: [reviewId = ''], values, isJson }) {
    const given = { reviewId, item: itemOf(values), answer: requiredOption(values, 'answer') };
    const answered = await services.reviews.answer(actor, given);
    io.out(isJson ? `${JSON.stringify(itemFields(answered))}\n` : table([itemWords(answered, new Map())]));
  },
};

/** A review that is closed already is exported once more: files get lost, and closing happens once. */
const close: Command = {
  usage: 'review close REVIEW --out DIR',
  summary: { vi: 'Ký và nộp, kết xuất biên bản có ký số', en: 'Sign, submit and export the record' },
  words: [1, 1],
  options: { out: { type: 'string' } },
  async run({ services, io, actor, positionals: [id = ''], values, isJson }) {
    const folder = requiredOption(values, 'out');
    const { review } = await services.reviews.show(id, { limit: 1 });
    if (stateOf(review) !== 'closed') await services.reviews.close(actor, id);
    const files = [];
    for (const { name, bytes } of await services.reviews.exportRecord(actor, id)) {
      const path = join(folder, name);
      await io.writeFile(path, bytes);
      files.push(path);
    }
    io.out(isJson ? `${JSON.stringify({ id, files })}\n` : files.map((path) => `${path}\n`).join(''));
  },
};

const verify: Command = {
  usage: 'review verify DIR',
  summary: {
    vi: 'Kiểm tra biên bản rà soát và chữ ký số',
    en: 'Verify an exported record and its signature',
  },
  words: [1, 1],
  async run({ services, io, positionals: [folder = ''], isJson }) {
    const { claims, isRetired, files } = await services.reviews.verify((name) =>
      io.readFile(join(folder, name), RECORD_LIMIT),
    );
    const ok = files.every(({ isIntact }) => isIntact);
    const rows = files.map(({ name, isIntact }) => [
      name,
      isIntact ? 'nguyên vẹn / intact' : 'đã bị thay đổi / changed',
    ]);
    const { review, name, scope, counts, closedBy, closedAt } = claims;
    const facts = {
      review,
      name,
      scope,
      counts,
      closed_by: closedBy,
      closed_at: closedAt,
      key_retired: isRetired,
    };
    const shown = files.map((file) => ({ name: file.name, intact: file.isIntact }));
    io.out(
      isJson
        ? `${JSON.stringify({ ok, ...facts, files: shown })}\n`
        : table([[review, name, closedBy, closedAt]]) + table(rows) + (isRetired ? RETIRED : ''),
    );
    if (!ok) throw new RefusedError('Biên bản đã bị thay đổi / the record was changed');
  },
};

export const reviewCommands: Command[] = [open, list, show, decide, ask, answer, close, verify];

/** What a reviewer would see; everything, unless one is named. */
async function extentOf(
  { staff, clock }: Invocation['services'],
  values: Invocation['values'],
): Promise<ReadableExtent> {
  const reviewer = textOption(values, 'reviewer');
  if (reviewer === undefined) return 'whole';
  return ownBounds((await staff.show(reviewer)).person.id, clock.now());
}

function itemOf(values: Invocation['values']): number {
  const item = numberOf(values, 'item');
  if (item === undefined) throw new UsageError('--item is required');
  return item;
}

function numberOf(values: Invocation['values'], name: string): number | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--${name} is a whole number`);
  return Number(text);
}
