/** Comforts on top of pages that work without them: show password, filter tiles, shortcut, menu closing. */

const SHORTCUT_KEY = 'micconnect.shortcut';

for (const button of document.querySelectorAll('.reveal')) revealPassword(button);
for (const menu of document.querySelectorAll('details.account')) closeByItself(menu);
for (const search of document.querySelectorAll('[data-filter]')) filterTiles(search);
for (const input of document.querySelectorAll('[data-shortcut-target]')) offerShortcut(input);
for (const link of document.querySelectorAll('[data-follow]')) location.assign(link.href);
for (const ways of document.querySelectorAll('[data-keep]')) offerKeeping(ways);

function revealPassword(button) {
  const input = document.getElementById(button.getAttribute('aria-controls'));
  const label = button.querySelector('span');
  const use = button.querySelector('use');
  const sprite = use.getAttribute('href').split('#')[0];
  const show = (shown) => {
    input.type = shown ? 'text' : 'password';
    label.textContent = shown ? button.dataset.hide : button.dataset.show;
    use.setAttribute('href', `${sprite}#${shown ? 'eye-off' : 'eye'}`);
  };
  button.addEventListener('click', () => {
    show(input.type === 'password');
    input.focus();
  });
  // A browser that remembers form texts must not see a password as one.
  input.form.addEventListener('submit', () => show(false));
  button.hidden = false;
}

/** Print, save or copy a list that is shown once. */
function offerKeeping(ways) {
  const list = document.getElementById(ways.dataset.keep);
  const text = () => [...list.children].map((item) => item.textContent.trim()).join('\r\n');
  const does = {
    print: () => window.print(),
    download() {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text()], { type: 'text/plain' }));
      link.download = ways.dataset.file;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    async copy(button) {
      await navigator.clipboard.writeText(text());
      button.querySelector('span').textContent = button.dataset.done;
    },
  };
  for (const button of ways.querySelectorAll('[data-do]'))
    button.addEventListener('click', () => does[button.dataset.do](button));
  ways.hidden = false;
}

function closeByItself(menu) {
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

function filterTiles(search) {
  const input = search.querySelector('input');
  const tiles = [...document.querySelectorAll('.tiles > li')];
  const status = document.querySelector('[data-no-match]');
  const apply = () => {
    const wanted = fold(input.value.trim());
    const shown = tiles.filter((tile) => {
      tile.hidden = !fold(tile.textContent).includes(wanted);
      return !tile.hidden;
    });
    status.textContent = shown.length === 0 ? status.dataset.noMatch : '';
    markHits(shown, wanted);
  };
  input.addEventListener('input', apply);
  // The browser keeps the typed text when a person comes back to the page.
  window.addEventListener('pageshow', apply);
  search.hidden = false;
}

/** Lower case without marks, đ as d. One character stays one, so positions in both texts agree. */
function fold(text) {
  const plain = (letter) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace('đ', 'd');
  return [...text.normalize('NFC')].map(plain).join('');
}

function markHits(tiles, wanted) {
  if (!window.Highlight || !CSS.highlights) return;
  const ranges = [];
  for (const tile of wanted ? tiles : []) {
    for (const element of tile.querySelectorAll('.title, .roles, .host')) {
      const start = fold(element.textContent).indexOf(wanted);
      if (start < 0) continue;
      const range = new Range();
      range.setStart(element.firstChild, start);
      range.setEnd(element.firstChild, start + wanted.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set('hit', new Highlight(...ranges));
}

/** `/` goes to the search field; a shortcut of one character can be turned off (WCAG 2.1.4). */
function offerShortcut(input) {
  const row = document.querySelector('[data-shortcut]');
  const choice = row.querySelector('input');
  choice.checked = localStorage.getItem(SHORTCUT_KEY) !== 'off';
  choice.addEventListener('change', () => localStorage.setItem(SHORTCUT_KEY, choice.checked ? 'on' : 'off'));
  row.hidden = false;
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || !choice.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select')) return;
    event.preventDefault();
    input.focus();
  });
}
