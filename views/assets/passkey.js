/** Passkeys: asks the browser to make or use one, and posts its answer. */

const OTHER = { '-': '+', _: '/', '+': '-', '/': '_', '=': '' };
const swapped = (text) => text.replace(/[-_+/=]/g, (letter) => OTHER[letter]);
const bytes = (text) => Uint8Array.from(atob(swapped(text)), (letter) => letter.charCodeAt(0));
const text = (buffer) => swapped(btoa(String.fromCharCode(...new Uint8Array(buffer))));

/** A challenge is good for five minutes. */
const ASKED_MS = 270_000;
/** Ends what the list under the user name waits for: a browser asks one question at a time. */
let waiting;

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll('[data-flips]')) part.hidden = !part.hidden;
  for (const form of document.querySelectorAll('[data-passkey]')) offer(form);
}

function offer(form) {
  const failure = form.querySelector('[data-failure]');
  const button = form.querySelector('button');
  const name = document.querySelector('[autocomplete~=webauthn]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    failure.hidden = true;
    button.disabled = true;
    waiting?.abort();
    try {
      const publicKey = await ask(form);
      send(form, await navigator.credentials[form.dataset.passkey]({ publicKey }));
    } catch {
      // Said aloud now, and no alert before.
      failure.setAttribute('role', 'alert');
      failure.hidden = false;
      if (name) list(form, name);
    }
    button.disabled = false;
  });
  form.hidden = false;
  if (name) list(form, name);
}

/** Passkeys among what the browser offers to fill in. */
async function list(form, name) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const stop = new AbortController();
  waiting = stop;
  setTimeout(() => {
    if (stop.signal.aborted) return;
    stop.abort();
    name.addEventListener('focus', () => list(form, name), { once: true });
  }, ASKED_MS);
  try {
    const publicKey = await ask(form);
    send(form, await navigator.credentials.get({ mediation: 'conditional', publicKey, signal: stop.signal }));
  } catch {
    // Nothing was asked for; the button is there.
  }
}

async function ask(form) {
  const csrf = form.elements.csrf?.value;
  const body = new URLSearchParams(csrf && { csrf });
  const question = await fetch(`${form.action}/options`, { method: 'POST', body });
  // To a sign-in, as the last one is too long ago: the page leads there and back.
  if (question.redirected) location.reload();
  return decoded(await question.json());
}

function send(form, credential) {
  form.elements.response.value = JSON.stringify(encoded(credential));
  form.submit();
}

function decoded(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const known of options.allowCredentials ?? options.excludeCredentials ?? [])
    known.id = bytes(known.id);
  return options;
}

function encoded({ id, type, response }) {
  const answer = { transports: response.getTransports?.() };
  for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (response[part]) answer[part] = text(response[part]);
  return { id, rawId: id, type, response: answer };
}
