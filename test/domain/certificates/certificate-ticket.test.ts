import { strict as assert } from 'node:assert';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const REFUSED = { code: 'certificate_ticket_invalid' };
const PRESENTED = { leaf: new Uint8Array([1, 2, 3]), others: [new Uint8Array([4])] };

describe('domain/certificates/certificate-ticket', () => {
  let now = new Date('2026-11-20T02:00:00Z');
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => now });
  });
  after(() => opened.close());

  const tickets = () => opened.services.certificateTickets;
  const presented = async (context: string) => tickets().present(await tickets().issue(context), PRESENTED);

  it('leads to its context with what was presented, and is presented once', async () => {
    const ticket = await tickets().issue('visit');
    const { context, answer } = await tickets().present(ticket, PRESENTED);
    assert.equal(context, 'visit');
    await assert.rejects(tickets().present(ticket, null), REFUSED);
    assert.deepEqual((await tickets().take(answer, 'visit')).presented, PRESENTED);
  });

  it('has an answer that is taken once', async () => {
    const { answer } = await presented('visit');
    await tickets().take(answer, 'visit');
    await assert.rejects(tickets().take(answer, 'visit'), REFUSED);
  });

  it('has an answer that is worth nothing in another context, and stays worth something in its own', async () => {
    const { answer } = await presented('visit');
    await assert.rejects(tickets().take(answer, 'another'), REFUSED);
    await tickets().take(answer, 'visit');
  });

  it('is a challenge that is signed once, in its own context', async () => {
    const challenge = await tickets().issue('visit');
    await assert.rejects(tickets().consume(challenge, 'another'), REFUSED);
    await tickets().consume(challenge, 'visit');
    await assert.rejects(tickets().consume(challenge, 'visit'), REFUSED);
  });

  it('is either presented or signed, and never its own answer', async () => {
    const [shown, signed] = [await tickets().issue('visit'), await tickets().issue('visit')];
    await tickets().present(shown, PRESENTED);
    await assert.rejects(tickets().consume(shown, 'visit'), REFUSED);
    await assert.rejects(tickets().take(shown, 'visit'), REFUSED);
    await tickets().consume(signed, 'visit');
    await assert.rejects(tickets().present(signed, PRESENTED), REFUSED);
  });

  it('waits five minutes at every step, and no longer', async () => {
    const [ticket, challenge] = [await tickets().issue('visit'), await tickets().issue('visit')];
    const { answer } = await presented('visit');
    now = new Date(now.getTime() + 5 * 60_000);
    await assert.rejects(tickets().present(ticket, PRESENTED), REFUSED);
    await assert.rejects(tickets().consume(challenge, 'visit'), REFUSED);
    await assert.rejects(tickets().take(answer, 'visit'), REFUSED);
  });
});
