/** The box for everything offers what it finds while somebody types; without this it is a form. */

const input = document.querySelector('[data-palette]');
const box = element('div', {});
let answer = new AbortController();
let options = [];
let chosen = -1;

set(box, {
  id: 'palette',
  class: 'palette',
  role: 'listbox',
  'aria-label': input.dataset.palette,
  hidden: '',
});
input.after(box);
set(input, {
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-controls': box.id,
  'aria-expanded': false,
});

input.addEventListener('input', offer);
input.addEventListener('keydown', move);
input.form.addEventListener('focusout', ({ relatedTarget }) => {
  if (!input.form.contains(relatedTarget)) show([]);
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  input.select();
});

/** Asks a moment after the last key; what was asked before is not waited for. */
async function offer() {
  answer.abort();
  answer = new AbortController();
  const { signal } = answer;
  const text = input.value.trim();
  await new Promise((resolve) => setTimeout(resolve, 150));
  if (signal.aborted) return;
  if (text.length < 2) return show([]);
  try {
    const found = await fetch(`/admin/search/choices?q=${encodeURIComponent(text)}`, { signal });
    // A console that has closed leads to the sign-in.
    if (found.ok && !found.redirected) show((await found.json()).groups);
  } catch {
    // Aborted, or the server cannot be reached: the form still can be sent.
  }
}

function show(groups) {
  if (groups.length === 0) answer.abort();
  box.replaceChildren(...groups.map(drawGroup));
  options = [...box.querySelectorAll('[role="option"]')];
  options.forEach((option, index) => {
    option.id = `palette-${index}`;
  });
  box.hidden = options.length === 0;
  input.setAttribute('aria-expanded', !box.hidden);
  choose(-1);
}

function drawGroup({ title, found }) {
  const group = element('div', { role: 'group', 'aria-label': title });
  group.append(element('p', { 'aria-hidden': 'true' }, title));
  for (const { name, detail, address } of found) {
    const option = element(
      'a',
      { role: 'option', href: address, tabindex: '-1', 'aria-selected': 'false' },
      name,
    );
    if (detail !== '') option.append(' ', element('span', { class: 'second' }, detail));
    group.append(option);
  }
  return group;
}

function element(tag, attributes, text = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  return set(made, attributes);
}

function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function choose(index) {
  options[chosen]?.setAttribute('aria-selected', false);
  chosen = index;
  const option = options[chosen];
  option?.setAttribute('aria-selected', true);
  option?.scrollIntoView({ block: 'nearest' });
  if (option) input.setAttribute('aria-activedescendant', option.id);
  else input.removeAttribute('aria-activedescendant');
}

function move(event) {
  if (box.hidden || event.isComposing) return;
  const count = options.length + 1;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // One place more than options: the text itself.
  if (step) choose(((chosen + 1 + step + count) % count) - 1);
  else if (event.key === 'Enter' && chosen >= 0) options[chosen].click();
  else if (event.key === 'Escape') show([]);
  else return;
  event.preventDefault();
}
