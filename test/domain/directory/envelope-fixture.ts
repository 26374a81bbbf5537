type Json = Record<string, unknown>;

/** What must never be kept: one word for each kind of attribute that stays in HR. */
export const CANARIES = {
  religion: 'CANARY-TonGiao',
  party: 'CANARY-ChucVuDang',
  health: 'CANARY-SucKhoe',
  family: 'CANARY-GiaDinh',
  salary: 'CANARY-HeSoLuong',
  unknown: 'CANARY-TruongLa',
} as const;

let transactions = 0;

/** A record as a public sender writes it, with all that we do not want; `fields` go to `THONGTINCHUNG`. */
export function envelope(
  action: string,
  key: string,
  fields: Json = {},
  { posts, transaction, rank }: { posts?: Json[]; transaction?: string; rank?: string } = {},
): { Data: Json } {
  transactions += 1;
  return {
    Data: {
      Header: {
        Action_Type: action,
        Transaction_ID: transaction ?? `T-${transactions}`,
        Sender_Code: 'G14',
        [CANARIES.unknown]: CANARIES.unknown,
      },
      Body: {
        HOSO_CBCCVC: {
          SoHieuCBCCVC_BNDP: key,
          THONGTINCHUNG: { ...fields, TonGiao: CANARIES.religion, DanToc: CANARIES.unknown },
          TUYENDUNG_QT_CONGTAC: {
            TenCoQuan: CANARIES.unknown,
            ...(posts && {
              DS_QUATRINH_CONGTAC: posts.map((each) => ({ ...each, GhiChu: CANARIES.unknown })),
            }),
          },
          LUONG_PHUCAP_CHUCVU: {
            ...(rank !== undefined && { MaNgachChucDanh: rank }),
            HeSoLuong: CANARIES.salary,
            DS_QUATRINH_LUONG: [{ HeSoLuong: CANARIES.salary }],
          },
          THONGTIN_KHAC: {
            ChucVuDang: CANARIES.party,
            SucKhoe: CANARIES.health,
            DS_GIADINH: [{ HoTen: CANARIES.family }],
          },
        },
      },
    },
  };
}

/** An entry of the working history. */
export function post(unit: string, position: string, from = '', until = '', concurrent?: boolean): Json {
  return {
    MaCoQuan: unit,
    ChucVu: position,
    TuNgay: from,
    DenNgay: until,
    ...(concurrent !== undefined && { KiemNhiem: concurrent }),
  };
}
