import { sayPosition } from './acting-position.ts';
import type { Appointment } from './appointment.ts';
import {
  ENVELOPE_FIELDS,
  type EnvelopeField,
  NUMBER_FIELDS,
  POST_FIELDS,
} from './national-envelope-fields.ts';
import { type RecordKey, recordKeyText } from './national-key.ts';
import type { Person } from './person.ts';
import type { PersonRecord } from './person-record.ts';
import type { StaffColumn } from './staff-columns.ts';
import { maskNumber } from './staff-refusal.ts';

type Texts = Record<string, string>;

/** A kept record in the shape in which it came. */
export interface Envelope {
  Data: {
    Header: { Action_Type: 'VIEW'; Transaction_ID: string };
    Body: {
      HOSO_CBCCVC: {
        SoHieuCBCCVC_BNDP: string;
        THONGTINCHUNG: Texts;
        TUYENDUNG_QT_CONGTAC: { DS_QUATRINH_CONGTAC: Record<string, string | boolean>[] };
        LUONG_PHUCAP_CHUCVU: Texts;
      };
    };
  };
}

const TEXT_OF: Partial<Record<StaffColumn, (person: Person) => string | null>> = {
  ho_va_ten: ({ fullName }) => fullName,
  ngay_sinh: ({ birthDate }) => birthDate,
  gioi_tinh: ({ gender }) => gender,
  // Whoever sends it knows it; whoever only looks sees enough to compare.
  so_dinh_danh: ({ citizenId }) => (citizenId === null ? null : maskNumber(citizenId)),
  loai: ({ category }) => category,
  ma_ngach: ({ rankCode }) => rankCode,
  thu_dien_tu: ({ email }) => email,
  dien_thoai: ({ phone }) => phone,
  trang_thai: ({ status }) => status,
  chuc_danh: ({ title }) => title,
};

/** The answer to a VIEW: every attribute that is kept of a person, past posts too, the citizen id masked. */
export function viewEnvelope(record: PersonRecord, key: RecordKey, transactionId: string): Envelope {
  const { person, appointments } = record;
  const employeeNo = person.employeeNo ?? '';
  const section = (wanted: EnvelopeField['section']): Texts =>
    Object.fromEntries(
      ENVELOPE_FIELDS.filter((field) => field.section === wanted).map(({ column, names }) => [
        names[0] ?? '',
        TEXT_OF[column]?.(person) ?? '',
      ]),
    );
  return {
    Data: {
      Header: { Action_Type: 'VIEW', Transaction_ID: transactionId },
      Body: {
        HOSO_CBCCVC: {
          SoHieuCBCCVC_BNDP: recordKeyText({ ...key, employeeNo }),
          THONGTINCHUNG: { [NUMBER_FIELDS[0]]: employeeNo, ...section('THONGTINCHUNG') },
          TUYENDUNG_QT_CONGTAC: { DS_QUATRINH_CONGTAC: appointments.toSorted(byStart).map(postOf(record)) },
          LUONG_PHUCAP_CHUCVU: section('LUONG_PHUCAP_CHUCVU'),
        },
      },
    },
  };
}

function postOf({ units, positions }: PersonRecord) {
  const codes = new Map(units.map(({ id, code }) => [id, code]));
  const names = new Map(positions.map(({ id, name }) => [id, name]));
  return ({ unitId, positionId, isActing, from, until, isMain }: Appointment) => ({
    [POST_FIELDS.unit[0]]: codes.get(unitId) ?? '',
    [POST_FIELDS.position[0]]: sayPosition({ name: names.get(positionId) ?? '', isActing }),
    [POST_FIELDS.from[0]]: from ?? '',
    [POST_FIELDS.until[0]]: until ?? '',
    [POST_FIELDS.concurrent]: !isMain,
  });
}

function byStart(one: Appointment, other: Appointment): number {
  const key = ({ from, isMain, id }: Appointment) => `${from ?? ''}|${isMain ? 0 : 1}|${id}`;
  return Number(key(one) > key(other)) - Number(key(one) < key(other));
}
