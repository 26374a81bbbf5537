import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import { getPerson } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import type { KnownDevice } from './known-device.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'devices'>;
  transact: Transact;
  clock: Clock;
}

export type DeviceService = ReturnType<typeof createDeviceService>;

/** The browsers in which a person has signed in. `reference` is an employee number, official e-mail or id. */
export function createDeviceService({ stores, transact, clock }: Dependencies) {
  /** Latest use first; a trust that has ended is told as none. */
  async function listOf(personId: string): Promise<KnownDevice[]> {
    const now = clock.now();
    const devices = await stores.devices.listOf(personId, now);
    return devices.map((device) => {
      const { trustedUntil } = device;
      return { ...device, trustedUntil: trustedUntil !== null && trustedUntil > now ? trustedUntil : null };
    });
  }

  return {
    listOf,
    /** The same of whoever is looked up. @throws person_not_found */
    list: async (reference: string): Promise<KnownDevice[]> =>
      listOf((await getPerson(stores.directory, reference)).id),

    /**
     * Forgets a browser: it stands in for no code any more, and its wrong passwords count with everybody's.
     * Sessions in it stay. @throws person_not_found, device_not_found
     */
    async forget(reference: string, deviceId: string, actor: Actor): Promise<void> {
      await transact(async ({ directory, devices, audit }) => {
        const { id: personId } = await getPerson(directory, reference);
        if (!(await devices.forget(personId, deviceId))) throw new DomainError('device_not_found');
        const details = { device: deviceId };
        await audit.append({ type: 'device.forgotten', at: clock.now(), actor, personId, details });
      });
    },
  };
}
