/** While a new password is typed: asks the server how strong it is, and shows the answer beside the field. */

const PAUSE_MS = 500;

for (const meter of document.querySelectorAll('[data-strength]')) weighTyped(meter);

function weighTyped(place) {
  const meter = place.querySelector('meter');
  const status = place.querySelector('[role=status]');
  const form = place.closest('form');
  const { new_password: input, csrf } = form.elements;
  let timer;
  let asked = 0;

  async function weigh() {
    asked += 1;
    const mine = asked;
    const fields = { new_password: input.value, ...(csrf && { csrf: csrf.value }) };
    const answer = await ask(`${form.action}/strength`, fields);
    // Only the answer about what stands there now.
    if (mine === asked) show(answer);
  }

  function show(answer) {
    place.hidden = answer === undefined;
    if (answer === undefined) return;
    meter.value = answer.score;
    status.textContent = answer.text;
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    asked += 1;
    if (input.value === '') show(undefined);
    else timer = setTimeout(weigh, PAUSE_MS);
  });
}

/** Undefined for whatever is no answer: the form tells after it was sent. */
async function ask(url, fields) {
  try {
    const headers = { accept: 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return response.ok && !response.redirected ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
