/** The stylesheet of every relying system: the product's colours, calm cards, one button. */
export const STYLE = `:root {
  color-scheme: light dark;
  --bg: #f4f6fa; --surface: #ffffff; --line: #dce2eb; --line-2: #e7ebf1;
  --ink: #141b2a; --ink2: #465165; --ink3: #5f6a7d;
  --pri: #1b4a9c; --pri-hover: #153c82; --link: #1b4a9c;
  --ok: #166b3d; --ok-soft: #e3f3ea; --ok-line: #b0dbc3;
  --bad: #ae2418; --bad-soft: #fbeae8; --bad-line: #efc0ba;
  --mail-bg: #e6eefb; --mail-ink: #1b4a9c; --documents-bg: #e2f2f1; --documents-ink: #0d5f5c;
  --intranet-bg: #efeafa; --intranet-ink: #54389b; --portal-bg: #fbebe3; --portal-ink: #96401a;
  --hr-bg: #e6f3e7; --hr-ink: #24672e; --reporting-bg: #fbf0da; --reporting-ink: #7a4d04;
  --other-bg: #e9edf3; --other-ink: #42506a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0d121b; --surface: #141b27; --line: #28344a; --line-2: #212b3d;
    --ink: #e8ecf3; --ink2: #b0baca; --ink3: #919cae;
    --pri: #2f62c4; --pri-hover: #3d71d6; --link: #92b8fb;
    --ok: #6fcf98; --ok-soft: #11291d; --ok-line: #235238;
    --bad: #f7938a; --bad-soft: #331816; --bad-line: #6e2f29;
    --mail-bg: #182a4d; --mail-ink: #92b8fb; --documents-bg: #0f2c2c; --documents-ink: #6fd0c8;
    --intranet-bg: #271f45; --intranet-ink: #bca6f7; --portal-bg: #351f14; --portal-ink: #f2a37c;
    --hr-bg: #15301b; --hr-ink: #7fd08b; --reporting-bg: #31250f; --reporting-ink: #e9b65e;
    --other-bg: #212c3e; --other-ink: #b0baca;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  min-height: 100vh; display: flex; flex-direction: column;
  background: var(--bg); color: var(--ink);
  font: 400 15px/24px "IBM Plex Sans", "Noto Sans", system-ui, sans-serif;
}
small { display: block; font-size: 12.5px; line-height: 18px; font-weight: 400; color: var(--ink3); }
header {
  display: flex; align-items: center; gap: 12px; padding: 12px 24px;
  background: var(--surface); border-bottom: 1px solid var(--line);
}
.badge {
  flex: none; display: grid; place-items: center; width: 40px; height: 40px; border-radius: 12px;
  font-size: 18px; font-weight: 600;
}
.mail { background: var(--mail-bg); color: var(--mail-ink); }
.documents { background: var(--documents-bg); color: var(--documents-ink); }
.intranet { background: var(--intranet-bg); color: var(--intranet-ink); }
.portal { background: var(--portal-bg); color: var(--portal-ink); }
.hr { background: var(--hr-bg); color: var(--hr-ink); }
.reporting { background: var(--reporting-bg); color: var(--reporting-ink); }
.other { background: var(--other-bg); color: var(--other-ink); }
.system { font-weight: 600; line-height: 20px; }
main {
  flex: 1; display: grid; gap: 20px; align-content: start;
  width: 100%; max-width: 720px; margin: 0 auto; padding: 32px 24px;
}
h1 { font-size: 28px; line-height: 36px; font-weight: 600; }
h2 { font-size: 16px; line-height: 24px; font-weight: 600; }
.card {
  background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 16px;
  overflow-wrap: anywhere;
}
.card.ok { background: var(--ok-soft); border-color: var(--ok-line); color: var(--ok); }
.card.bad { background: var(--bad-soft); border-color: var(--bad-line); color: var(--bad); }
.card.ok small, .card.bad small { color: var(--ink2); }
.card p + p { margin-top: 12px; }
dl { margin-top: 8px; }
dl div {
  display: grid; grid-template-columns: 176px 1fr; gap: 4px 16px;
  padding: 8px 0; border-top: 1px solid var(--line-2);
}
dl div:first-child { border-top: 0; }
dt { color: var(--ink2); font-size: 14px; line-height: 20px; }
.name { font-weight: 600; }
.number { font-variant-numeric: tabular-nums; }
code { font: 14px/20px "IBM Plex Mono", "Noto Sans Mono", ui-monospace, monospace; }
.roles { list-style: none; padding: 0; margin-top: 8px; }
.roles li { padding: 8px 0; border-top: 1px solid var(--line-2); }
.roles li:first-child { border-top: 0; }
.roles code { font-weight: 600; }
.roles p, .empty { color: var(--ink2); }
.empty { margin-top: 8px; }
.button {
  display: inline-flex; flex-direction: column; justify-content: center; min-height: 44px; padding: 4px 20px;
  border-radius: 6px; background: var(--pri); color: #ffffff; font-weight: 500; line-height: 20px;
  text-align: center; text-decoration: none;
}
button.button { border: 0; font: inherit; font-weight: 500; line-height: 20px; cursor: pointer; }
.button:hover { background: var(--pri-hover); }
.button small { color: #ffffff; line-height: 16px; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
footer {
  width: 100%; max-width: 720px; margin: 0 auto; padding: 0 24px 24px;
  color: var(--ink2); font-size: 14px; line-height: 20px;
}
@media (max-width: 599px) {
  header { padding: 12px 16px; }
  main { padding: 20px 16px; gap: 16px; }
  h1 { font-size: 24px; line-height: 32px; }
  dl div { grid-template-columns: 1fr; }
  .button { display: flex; font-size: 16px; }
  footer { padding: 0 16px 20px; }
}
@media print { .actions, footer { display: none; } }
`;
