import { both, html, type Markup } from './relying-system-markup.ts';
import type { LocalSession, SignedInPerson } from './relying-system-sessions.ts';

/** What a page says about the system it belongs to. */
export interface SystemName {
  clientId: string;
  title: string;
  titleEn: string;
}

const TINTS: Readonly<Record<string, string>> = {
  email: 'mail',
  documents: 'documents',
  intranet: 'intranet',
  portal: 'portal',
  hr: 'hr',
  reporting: 'reporting',
};

/** Who signed in here, and the roles that came along. */
export function signedInPage(system: SystemName, { person, signedInAt }: LocalSession): string {
  return layout(system, 'Đã đăng nhập', [
    html`<h1>${both('Đã đăng nhập', 'Signed in')}</h1>`,
    html`<section class="card" aria-labelledby="who">
<h2 id="who">${both('Người đăng nhập', 'Who signed in')}</h2>
<dl>${personRows(person, signedInAt)}</dl>
</section>`,
    html`<section class="card" aria-labelledby="roles">
<h2 id="roles">${both('Vai trò ở hệ thống này', 'Roles at this system')}</h2>
${roleList(person)}
</section>`,
    action('/sign-out', 'Đăng xuất', 'Sign out'),
  ]);
}

/** What follows a sign-out. */
export function signedOutPage(system: SystemName): string {
  return layout(system, 'Đã đăng xuất', [
    html`<h1>${both('Đã đăng xuất', 'Signed out')}</h1>`,
    html`<section class="card ok" role="status"><p>${both(
      'Phiên làm việc ở hệ thống này đã kết thúc.',
      'The session at this system has ended.',
    )}</p></section>`,
    action('/login', 'Đăng nhập lại', 'Sign in again'),
  ]);
}

/** A sign-in that failed: only its code, never what the library or the provider said in prose. */
export function errorPage(system: SystemName, code: string): string {
  const isAbsent = code === 'provider_unavailable';
  const reason = isAbsent
    ? both(
        'Chưa kết nối được với MicConnect. Thử lại sau ít phút.',
        'MicConnect cannot be reached. Try again in a few minutes.',
      )
    : both('Lần đăng nhập này không hoàn tất.', 'This sign-in was not completed.');
  return layout(system, 'Lỗi: Không đăng nhập được', [
    html`<h1>${both('Không đăng nhập được', 'Sign-in failed')}</h1>`,
    html`<section class="card bad" role="alert">
<p>${reason}</p>
<p>${both('Mã lỗi', 'Error code')} <code data-error="${code}">${code}</code></p>
</section>`,
    action('/login', 'Thử lại', 'Try again'),
  ]);
}

/** A page that is not here, or not with this method. */
export function notFoundPage(system: SystemName): string {
  return layout(system, 'Không tìm thấy trang', [
    html`<h1>${both('Không tìm thấy trang', 'Page not found')}</h1>`,
    action('/', 'Về trang đầu', 'To the first page'),
  ]);
}

function layout({ clientId, title, titleEn }: SystemName, page: string, content: Markup[]): string {
  const tint = Object.hasOwn(TINTS, clientId) ? (TINTS[clientId] ?? 'other') : 'other';
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page} – ${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><span class="badge ${tint}" aria-hidden="true">${[...title][0] ?? ''}</span>
<p class="system">${both(title, titleEn)}</p></header>
<main>
${content}
</main>
<footer><p>${both(
    'Hệ thống mẫu, đăng nhập qua MicConnect. Người và dữ liệu là hư cấu.',
    'A sample system that signs in through MicConnect. People and data are made up.',
  )}</p></footer>
</body>
</html>
`.text;
}

/** The one button of a page. */
function action(address: string, vietnamese: string, english: string): Markup {
  return html`<p class="actions"><a class="button" href="${address}">${both(vietnamese, english)}</a></p>`;
}

function personRows(person: SignedInPerson, signedInAt: Date): Markup[] {
  const unit = [person.unit, person.unitCode].filter((part) => part !== null).join(' · ');
  const row = (label: Markup, value: Markup) => html`<div><dt>${label}</dt>${value}</div>`;
  const email = person.email ?? '';
  const time = html`<time datetime="${signedInAt.toISOString()}">${localTime(signedInAt)}</time>`;
  return [
    row(
      both('Họ và tên', 'Name'),
      html`<dd class="name" data-name="${person.name ?? ''}">${shown(person.name)}</dd>`,
    ),
    row(both('Thư điện tử', 'E-mail'), html`<dd data-email="${email}">${shown(person.email)}</dd>`),
    row(both('Số hiệu', 'Employee number'), html`<dd class="number">${shown(person.employeeNo)}</dd>`),
    row(both('Đơn vị', 'Unit'), html`<dd>${shown(unit)}</dd>`),
    row(both('Chức vụ', 'Position'), html`<dd>${shown(person.position)}</dd>`),
    row(both('Đăng nhập lúc', 'Signed in at'), html`<dd class="number">${time}</dd>`),
  ];
}

function roleList({ roles, roleUnits }: SignedInPerson): Markup {
  if (roles.length === 0) {
    const text = both('Chưa có vai trò nào ở hệ thống này.', 'No role at this system yet.');
    return html`<p class="empty">${text}</p>`;
  }
  const items = roles.map((code) => {
    const units = roleUnits.get(code);
    const extent =
      units === undefined
        ? both('Không giới hạn theo đơn vị', 'Not limited to units')
        : both(`Trong đơn vị ${units.join(', ')}`, 'Within these units only');
    return html`<li data-role="${code}"><code>${code}</code><p>${extent}</p></li>`;
  });
  return html`<ul class="roles">${items}</ul>`;
}

function shown(value: string | null): string {
  return value === null || value === '' ? '–' : value;
}

/** `08:03 20/11/2026`, in the ministry's time zone. */
function localTime(time: Date): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', ...options }).format(time);
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  return `${clock} ${format({ day: '2-digit', month: '2-digit', year: 'numeric' })}`;
}
