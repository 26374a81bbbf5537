/** Signs in by the local signer (VGCA Sign Service), which holds the USB token and asks for its PIN. */

const SIGNER = 'wss://127.0.0.1:8987/SignJson';
const form = document.querySelector('form[data-challenge]');
const button = form.querySelector('button');
const status = form.querySelector('[role="status"]');

button.addEventListener('click', async () => {
  button.disabled = true;
  say('waiting');
  try {
    form.elements.signature.value = await sign(form.dataset);
    form.submit();
  } catch (error) {
    say(error.message in status.dataset ? error.message : 'failed');
    button.disabled = false;
  }
});
form.hidden = false;

function say(what) {
  status.textContent = status.dataset[what];
}

/**
 * A signer that is there answers at once; a person who looks for the PIN does not: the form says how long each may take.
 * Rejects with `absent`, `slow` or `failed`.
 */
function sign({ challenge, connectSeconds, signSeconds }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(SIGNER);
    const within = (seconds, problem) => setTimeout(() => end(problem), seconds * 1000);
    let limit = within(connectSeconds, 'absent');
    let isOpen = false;
    const end = (problem, signature) => {
      clearTimeout(limit);
      socket.onclose = null;
      socket.close();
      if (problem) reject(new Error(problem));
      else resolve(signature);
    };
    socket.onopen = () => {
      isOpen = true;
      clearTimeout(limit);
      limit = within(signSeconds, 'slow');
      socket.send(JSON.stringify({ JsonContent: challenge, DetachPayload: 'false', IsPss: 'true' }));
    };
    socket.onmessage = ({ data }) => {
      const signature = signatureIn(data);
      end(signature === undefined ? 'failed' : null, signature);
    };
    socket.onclose = () => end(isOpen ? 'failed' : 'absent');
  });
}

/** Anything but status 0 is a refusal: a wrong PIN, a window that was closed. */
function signatureIn(data) {
  try {
    const { Status, Signature } = JSON.parse(data);
    return Status === 0 && typeof Signature === 'string' ? Signature : undefined;
  } catch {
    return undefined;
  }
}
