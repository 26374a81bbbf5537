/** Kinds of unit right below the ministry, as HR's column `loai` names them. */
export type DepartmentKind = 'Văn phòng' | 'Thanh tra' | 'Vụ' | 'Cục' | 'Trung tâm' | 'Viện';

/** A unit right below the ministry. */
export interface DepartmentData {
  /** Invented: the ministry's real list of numbers is not public. */
  number: string;
  name: string;
  shortName: string;
  kind: DepartmentKind;
  /** Names of its Phòng, in order of their numbers; invented, none in a Vụ. */
  rooms: readonly string[];
  /** Share of the staff, compared with the others. */
  weight: number;
}

function department(
  number: string,
  kind: DepartmentKind,
  [name, shortName]: readonly [string, string],
  weight: number,
  rooms: readonly string[] = [],
): DepartmentData {
  return { number, kind, name, shortName, weight, rooms };
}

/** Code of the ministry itself; this one is real (Quyết định 20/2020/QĐ-TTg). */
export const MINISTRY_CODE = 'G14';

/** The 27 units of the ministry; their names are real, everything else about them is made up. */
export const DEPARTMENTS: readonly DepartmentData[] = [
  department('01', 'Văn phòng', ['Văn phòng Bộ', 'VPB'], 95, [
    'Phòng Hành chính',
    'Phòng Văn thư – Lưu trữ',
    'Phòng Tổng hợp – Thư ký',
    'Phòng Kiểm soát thủ tục hành chính',
    'Phòng Tài vụ',
    'Phòng Quản trị',
    'Phòng Truyền thông',
  ]),
  department('02', 'Thanh tra', ['Thanh tra Bộ', 'TTB'], 45, [
    'Phòng Tổng hợp',
    'Phòng Thanh tra hành chính, khiếu nại, tố cáo',
    'Phòng Thanh tra bưu chính, viễn thông',
    'Phòng Thanh tra báo chí, xuất bản',
  ]),
  department('03', 'Vụ', ['Vụ Tổ chức cán bộ', 'Vụ TCCB'], 26),
  department('04', 'Cục', ['Cục Viễn thông', 'Cục VT'], 90, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Kế hoạch – Tài chính',
    'Phòng Cấp phép và Thị trường',
    'Phòng Quy hoạch và Phát triển hạ tầng',
    'Phòng Tiêu chuẩn – Chất lượng',
    'Phòng Kho số và Tài nguyên',
    'Phòng Thanh tra – Pháp chế',
  ]),
  department('05', 'Cục', ['Cục An toàn thông tin', 'Cục ATTT'], 95, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Quy hoạch và Phát triển',
    'Phòng Thẩm định và Quản lý giám sát',
    'Phòng Thông tin điện tử và An toàn dữ liệu',
    'Phòng Phổ biến và Hợp tác',
    'Phòng Ứng cứu sự cố',
    'Phòng Thanh tra – Pháp chế',
  ]),
  department('06', 'Cục', ['Cục Tin học hóa', 'Cục THH'], 70, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Chính sách số',
    'Phòng Hạ tầng và Nền tảng số',
    'Phòng Dữ liệu và Kết nối',
    'Phòng Dịch vụ số',
    'Phòng Đánh giá và Hỗ trợ địa phương',
  ]),
  department('07', 'Cục', ['Cục Tần số vô tuyến điện', 'Cục TSVTĐ'], 150, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Tổ chức cán bộ – Lao động',
    'Phòng Kế hoạch – Tài chính',
    'Phòng Ấn định và Cấp phép tần số',
    'Phòng Chính sách và Quy hoạch tần số',
    'Phòng Kiểm soát tần số',
    'Phòng Pháp chế – Thanh tra',
    'Phòng Tin học và Tự động hóa',
  ]),
  department('08', 'Cục', ['Cục Báo chí', 'Cục BC'], 55, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Quản lý báo chí trung ương',
    'Phòng Quản lý báo chí địa phương',
    'Phòng Cấp phép và Thẻ nhà báo',
    'Phòng Thanh tra – Pháp chế',
  ]),
  department('09', 'Cục', ['Cục Phát thanh, truyền hình và thông tin điện tử', 'Cục PTTH&TTĐT'], 65, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Phát thanh, truyền hình',
    'Phòng Dịch vụ phát thanh, truyền hình',
    'Phòng Thông tin điện tử',
    'Phòng Trò chơi điện tử',
    'Phòng Thanh tra – Pháp chế',
  ]),
  department('10', 'Cục', ['Cục Xuất bản, In và Phát hành', 'Cục XBIPH'], 55, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Quản lý xuất bản',
    'Phòng Quản lý in',
    'Phòng Quản lý phát hành',
    'Phòng Đọc kiểm tra và Lưu chiểu',
  ]),
  department('11', 'Cục', ['Cục Bưu điện Trung ương', 'Cục BĐTW'], 110, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Kế hoạch – Tài chính',
    'Phòng Kỹ thuật – Nghiệp vụ',
    'Phòng Bảo mật và An toàn mạng',
    'Phòng Vận hành mạng truyền số liệu chuyên dùng',
    'Phòng Bưu chính hệ đặc biệt',
  ]),
  department('12', 'Cục', ['Cục Thông tin đối ngoại', 'Cục TTĐN'], 40, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Chính sách thông tin đối ngoại',
    'Phòng Thông tin quốc tế',
    'Phòng Quảng bá hình ảnh quốc gia',
  ]),
  department('13', 'Cục', ['Cục Thông tin cơ sở', 'Cục TTCS'], 40, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Quản lý thông tin cơ sở',
    'Phòng Nội dung tuyên truyền',
    'Phòng Truyền thanh cơ sở',
  ]),
  department('14', 'Trung tâm', ['Trung tâm Thông tin', 'TTTT'], 60, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Hạ tầng và An toàn thông tin',
    'Phòng Phần mềm và Cơ sở dữ liệu',
    'Phòng Cổng thông tin điện tử',
    'Phòng Hỗ trợ người dùng',
  ]),
  department('15', 'Trung tâm', ['Trung tâm Internet Việt Nam', 'VNNIC'], 105, [
    'Phòng Hành chính – Quản trị',
    'Phòng Kế hoạch – Tài chính',
    'Phòng Quản lý tên miền',
    'Phòng Địa chỉ IP và Số hiệu mạng',
    'Phòng Kỹ thuật hệ thống DNS',
    'Phòng Trạm trung chuyển Internet',
    'Phòng Hợp tác và Phát triển',
  ]),
  department('16', 'Trung tâm', ['Trung tâm Chứng thực điện tử quốc gia', 'NEAC'], 50, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Thẩm định và Cấp phép',
    'Phòng Vận hành hệ thống chứng thực gốc',
    'Phòng Phát triển ứng dụng chữ ký số',
  ]),
  department('17', 'Trung tâm', ['Trung tâm Báo chí và Hợp tác truyền thông quốc tế', 'TTBC'], 45, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Nội dung',
    'Phòng Hợp tác quốc tế',
    'Phòng Sự kiện và Hội nghị',
  ]),
  department('18', 'Viện', ['Viện Công nghiệp phần mềm và nội dung số Việt Nam', 'NISCI'], 55, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Nghiên cứu công nghiệp phần mềm',
    'Phòng Nghiên cứu nội dung số',
    'Phòng Đào tạo và Chuyển giao',
    'Phòng Kiểm thử phần mềm',
  ]),
  department('19', 'Viện', ['Viện Chiến lược Thông tin và Truyền thông', 'VCL'], 65, [
    'Phòng Hành chính – Tổng hợp',
    'Phòng Nghiên cứu bưu chính',
    'Phòng Nghiên cứu viễn thông và Internet',
    'Phòng Nghiên cứu báo chí, truyền thông',
    'Phòng Nghiên cứu chuyển đổi số',
  ]),
  department('20', 'Vụ', ['Vụ Khoa học và Công nghệ', 'Vụ KHCN'], 22),
  department('21', 'Vụ', ['Vụ Hợp tác quốc tế', 'Vụ HTQT'], 26),
  department('22', 'Vụ', ['Vụ Công nghệ thông tin', 'Vụ CNTT'], 24),
  department('23', 'Vụ', ['Vụ Kế hoạch – Tài chính', 'Vụ KHTC'], 34),
  department('24', 'Vụ', ['Vụ Pháp chế', 'Vụ PC'], 22),
  department('25', 'Vụ', ['Vụ Quản lý doanh nghiệp', 'Vụ QLDN'], 18),
  department('26', 'Vụ', ['Vụ Bưu chính', 'Vụ BCh'], 20),
  department('27', 'Vụ', ['Vụ Thi đua – Khen thưởng', 'Vụ TĐKT'], 16),
];
