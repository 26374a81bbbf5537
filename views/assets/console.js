/** Comforts of the console on top of pages that work without them. */

for (const form of document.querySelectorAll('form[data-guard]')) guardChanges(form);
for (const all of document.querySelectorAll('input[data-select-all]')) selectAll(all);
foldOnNarrow(document.querySelectorAll('details[data-fold-narrow]'));
for (const input of document.querySelectorAll('input[data-choices]')) offerChoices(input);
for (const rows of document.querySelectorAll('[data-review-rows]')) moveByKeys(rows);
for (const form of document.querySelectorAll('form[data-preview]')) previewChanges(form);
for (const button of document.querySelectorAll('button[data-copy]')) offerCopy(button);

/** Asks before what was typed is left behind. */
function guardChanges(form) {
  let isChanged = false;
  form.addEventListener('input', () => {
    isChanged = true;
  });
  form.addEventListener('submit', () => {
    isChanged = false;
  });
  addEventListener('beforeunload', (event) => {
    if (isChanged) event.preventDefault();
  });
}

/** One box for all rows of a page, and the number of those that are ticked. */
function selectAll(all) {
  const boxes = [...all.form.querySelectorAll(`input[name="${all.dataset.selectAll}"]`)];
  const count = all.form.querySelector('[data-selected]');
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    if (count) count.textContent = ticked === 0 ? '' : count.dataset.selected.replace('{count}', ticked);
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener('change', show);
  // The browser keeps ticks when a person comes back to the page.
  addEventListener('pageshow', show);
  all.hidden = false;
}

/** What stands beside the list on a wide screen would stand in its way on a narrow one. */
function foldOnNarrow(sections) {
  if (!matchMedia('(max-width: 899px)').matches) return;
  for (const section of sections) section.open = false;
}

/** Offers what the field takes while a name is typed. */
function offerChoices(input) {
  let asked = 0;
  input.addEventListener('input', async () => {
    asked += 1;
    const mine = asked;
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (mine !== asked || input.value.trim().length < 2) return;
    const answer = await fetch(`${input.dataset.choices}?q=${encodeURIComponent(input.value)}`).catch(
      () => null,
    );
    if (mine !== asked || !answer?.ok || answer.redirected) return;
    const { choices } = await answer.json();
    input.list.replaceChildren(...choices.map(({ value, label }) => new Option(label, value)));
  });
}

/** Shows what a form would come to as it is filled in: the same answer as by its button. */
function previewChanges(form) {
  const box = form.querySelector('[data-preview-box]');
  let asked = 0;
  form.addEventListener('change', async () => {
    // Nothing is to be seen before this field is filled in.
    if (form.elements[form.dataset.preview].value === '') return;
    asked += 1;
    const mine = asked;
    const body = new URLSearchParams(new FormData(form));
    body.set('act', 'preview');
    // Its hash changes nothing of what is shown.
    for (const file of form.querySelectorAll('[type="file"]')) body.delete(file.name);
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null);
    if (answer === null || answer.redirected) return;
    const shown = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = shown.querySelector('[data-preview-box]');
    if (mine === asked && fresh) box.replaceChildren(...fresh.childNodes);
  });
}

/** In a review J and K go from row to row, G keeps and T revokes: while the table has the focus, and nowhere else. */
function moveByKeys(box) {
  const links = [...box.querySelectorAll('[data-row]')];
  const hint = box.parentElement.querySelector('[data-review-keys]');
  if (hint) hint.hidden = false;
  box.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = document.activeElement.closest('tr');
    const at = links.findIndex((link) => row?.contains(link));
    const key = event.key.toLowerCase();
    if (key === 'j') links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (key === 'k') links[Math.max(at - 1, 0)]?.focus();
    else row?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
  });
  // Who comes back from a decision goes on where she was.
  addEventListener('pageshow', () => {
    const row = document.getElementById(location.hash.slice(1));
    links.find((link) => row?.contains(link))?.focus();
  });
}

/** Copies the text of the element that a button names. */
function offerCopy(button) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.querySelector('span').textContent = button.dataset.done;
  });
  // Without https, browsers give no clipboard.
  button.hidden = !navigator.clipboard;
}
