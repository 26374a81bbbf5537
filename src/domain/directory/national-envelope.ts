import { type JsonFault, JsonFields, type JsonText, objectsOf } from './json-fields.ts';
import { ENVELOPE_FIELDS, NUMBER_FIELDS } from './national-envelope-fields.ts';
import { parseRecordKey, type RecordKey } from './national-key.ts';
import { type EnvelopePosts, readPosts } from './national-posts.ts';
import type { StaffColumn } from './staff-columns.ts';
import { type Refusal, type Refuse, refusalAt } from './staff-refusal.ts';

/** What an envelope asks for (`Data.Header.Action_Type`). */
export const ENVELOPE_ACTIONS = ['ADD', 'EDIT', 'DEL', 'VIEW'] as const;
export type EnvelopeAction = (typeof ENVELOPE_ACTIONS)[number];

/** One envelope, read: the attributes that are kept and nothing else. */
export interface EnvelopeMessage {
  /** Its number in the list, from 1. */
  line: number;
  action: EnvelopeAction;
  /** Empty for a VIEW that has none. */
  transactionId: string;
  transactionPath: string;
  key: RecordKey & { path: string };
  cells: (JsonText & { column: StaffColumn })[];
  /** Undefined when the envelope says nothing of posts. */
  posts: EnvelopePosts | undefined;
}

export interface ParsedEnvelopes {
  messages: EnvelopeMessage[];
  /** Empty, or nothing may be applied. */
  refused: Refusal[];
}

const MOST_ENVELOPES = 1000;
const TRANSACTION_ID = /^[\x21-\x7e]{1,100}$/;

/**
 * Reads envelopes of the national database of cán bộ, công chức, viên chức: `{Data: {Header, Body}}`, a list of
 * these, or one whose `Data` is a list. Never throws; each refusal names its JSON path in `column`.
 * @param message a parsed JSON value
 * @param file what reports call the message
 */
export function parseEnvelopes(message: unknown, file: string): ParsedEnvelopes {
  const refused: Refusal[] = [];
  const messages: EnvelopeMessage[] = [];
  const refuserOf =
    (line: number): Refuse =>
    (path, value, code) =>
      refused.push(refusalAt({ file, line, columns: new Map() }, path, value, code));
  const envelopes = listEnvelopes(message, refuserOf(1));
  for (const [index, envelope] of envelopes.entries()) {
    const refuse = refuserOf(index + 1);
    const onFault = (path: string, found: string, fault: JsonFault) => refuse(path, found, fault);
    if (envelope.value === undefined) refuse(envelope.path, '', 'required');
    const data =
      envelope.value === undefined ? undefined : JsonFields.of(envelope.value, envelope.path, onFault);
    const read = data && readEnvelope(data, index + 1, refuse);
    if (read) messages.push(read);
  }
  if (messages.length === 0 && refused.length === 0) refuserOf(1)('Data', '', 'required');
  if (messages.some(isView) && !messages.every(isView)) {
    refuserOf(1)(envelopes[0]?.path ?? '', 'VIEW', 'mixed_actions');
  }
  return { messages, refused };
}

const isView = ({ action }: EnvelopeMessage) => action === 'VIEW';

/** The values of all `Data`, each with its path. */
function listEnvelopes(message: unknown, refuse: Refuse): { path: string; value: unknown }[] {
  const onFault = (path: string, found: string, fault: JsonFault) => refuse(path, found, fault);
  // A list too long is not read, or its faults would fill a report of their own.
  const within = <Each>(list: readonly Each[], path: string): readonly Each[] => {
    if (list.length <= MOST_ENVELOPES) return list;
    refuse(path, String(list.length), 'too_many');
    return [];
  };
  const outer = Array.isArray(message)
    ? objectsOf(within(message, ''), '', onFault)
    : [JsonFields.of(message, '', onFault) ?? []].flat();
  const all = outer.flatMap((fields) => {
    const value = fields.value('Data');
    const path = fields.at('Data');
    return Array.isArray(value)
      ? within(value, path).map((each, index) => ({ path: `${path}[${index}]`, value: each as unknown }))
      : [{ path, value }];
  });
  return [...within(all, 'Data')];
}

function readEnvelope(data: JsonFields, line: number, refuse: Refuse): EnvelopeMessage | undefined {
  const required = <Value>(value: Value | undefined, path: string): Value | undefined => {
    if (value === undefined) refuse(path, '', 'required');
    return value;
  };
  const header = required(data.object('Header'), data.at('Header'));
  const body = required(data.object('Body'), data.at('Body'));
  const record = body && required(body.object('HOSO_CBCCVC'), body.at('HOSO_CBCCVC'));
  const action = header && readAction(header, refuse);
  if (header === undefined || action === undefined) return undefined;
  const transactionId = readTransactionId(header, action, refuse);
  const key = record && readKey(record, refuse);
  if (record === undefined || key === undefined) return undefined;
  const isRead = action === 'ADD' || action === 'EDIT';
  if (isRead) refuseOtherNumbers(record, key, refuse);
  return {
    line,
    action,
    transactionId,
    transactionPath: header.at('Transaction_ID'),
    key,
    cells: isRead ? readCells(record) : [],
    posts: isRead ? readPosts(record, refuse) : undefined,
  };
}

function readAction(header: JsonFields, refuse: Refuse): EnvelopeAction | undefined {
  const text = header.text('Action_Type');
  const action = ENVELOPE_ACTIONS.find((each) => each === text);
  if (action === undefined)
    refuse(header.at('Action_Type'), text ?? '', text ? 'unknown_action' : 'required');
  return action;
}

function readTransactionId(header: JsonFields, action: EnvelopeAction, refuse: Refuse): string {
  const text = header.text('Transaction_ID') ?? '';
  const path = header.at('Transaction_ID');
  if (text === '' && action !== 'VIEW') refuse(path, '', 'required');
  if (text !== '' && !TRANSACTION_ID.test(text)) refuse(path, text, 'invalid_code');
  return text;
}

function readKey(record: JsonFields, refuse: Refuse): EnvelopeMessage['key'] | undefined {
  const text = record.text('SoHieuCBCCVC_BNDP') ?? '';
  const path = record.at('SoHieuCBCCVC_BNDP');
  const key = text === '' ? { code: 'required' as const } : parseRecordKey(text);
  if ('value' in key) return { ...key.value, path };
  refuse(path, text, key.code);
  return undefined;
}

/** The number stands twice in a record; a message that contradicts itself may be about either. */
function refuseOtherNumbers(record: JsonFields, key: RecordKey, refuse: Refuse): void {
  const section = record.object('THONGTINCHUNG');
  if (section === undefined) return;
  for (const name of NUMBER_FIELDS) {
    const text = section.text(name);
    if (!text) continue;
    const other = parseRecordKey(text);
    const isSame =
      'value' in other &&
      other.value.employeeNo === key.employeeNo &&
      (other.value.unitCode === null || key.unitCode === null || other.value.unitCode === key.unitCode);
    if (!isSame) refuse(section.at(name), text, 'key_mismatch');
  }
}

function readCells(record: JsonFields): EnvelopeMessage['cells'] {
  const sections = new Map(
    [...new Set(ENVELOPE_FIELDS.map(({ section }) => section))].map((name) => [name, record.object(name)]),
  );
  return ENVELOPE_FIELDS.flatMap(({ column, section, names }) => {
    const read = sections.get(section)?.firstText(names);
    return read === undefined ? [] : [{ column, ...read }];
  });
}
