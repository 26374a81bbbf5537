import { html, type Markup } from '../relying-system-markup.ts';

/** A token that can be plugged in. */
export interface Slot {
  name: string;
  label: { vi: string; en: string };
}

/** Which token is plugged in, and a button for each. */
export function signerPage(slots: readonly Slot[], chosen: string): string {
  const { text } = html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Trình ký mô phỏng</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>Trình ký mô phỏng <small lang="en">Simulated signer</small></h1>
<p>Đóng vai VGCA Sign Service trên máy này: trình duyệt đã tin địa chỉ này, nên trang đăng nhập ký được.</p>
<p lang="en">It plays VGCA Sign Service on this machine: the browser trusts this address now, so the sign-in page can sign.</p>
<form class="card" method="post" action="/token">
<h2>USB ký số đang cắm <small lang="en">Token plugged in</small></h2>
${slots.map((slot) => choice(slot, slot.name === chosen))}
<p><button class="button" type="submit">Cắm <small lang="en">Plug in</small></button></p>
</form>
</main>
</body>
</html>
`;
  return text;
}

function choice({ name, label }: Slot, isChosen: boolean): Markup {
  const checked = isChosen ? html` checked` : '';
  return html`<p><label><input type="radio" name="token" value="${name}"${checked}> ${label.vi} <small lang="en">${label.en}</small></label></p>`;
}
