import { freePort } from '../test/support/free-port.ts';
import { startChild, untilOk } from './child.ts';
import type { Contender } from './measure.ts';
import type { SignInSite } from './sign-ins.ts';

const SCRIPT = new URL('bare-provider.ts', import.meta.url).pathname;
const ROOT = new URL('..', import.meta.url).pathname;

/** The library alone, in a process of its own. */
export async function startBare(): Promise<Contender & SignInSite & { stop(): Promise<void> }> {
  const port = await freePort();
  const controlPort = await freePort();
  const env = { PORT: String(port), CONTROL_PORT: String(controlPort) };
  const child = startChild(['--import', 'tsx', SCRIPT], { env, cwd: ROOT });
  await untilOk(child, controlPort, '/ready');
  return {
    port,
    pid: child.pid,
    issuer: `http://localhost:${port}`,
    // Nobody is looked up: the library believes whatever name is typed.
    people: [{ id: 'anybody', login: 'anybody' }],
    async mint(model, count) {
      const answer = await fetch(`http://127.0.0.1:${controlPort}/mint?model=${model}&count=${count}`);
      if (!answer.ok) throw new Error(`the bare provider mints nothing: ${answer.status}`);
      return (await answer.json()) as string[];
    },
    stop: () => child.stop(),
  };
}
