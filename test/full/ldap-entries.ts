import { SUFFIX } from './slapd.ts';

/** A person of the directory server, number by number; the changes replace attributes, a list gives several values. */
export function personEntry(number: number, changes: Record<string, string | string[]> = {}): string {
  const digits = String(number).padStart(4, '0');
  const attributes: Record<string, string | string[]> = {
    uid: `p${digits}`,
    cn: 'Đặng Thị Ngọc Ánh',
    sn: 'Đặng',
    displayName: 'Đặng Thị Ngọc Ánh',
    employeeNumber: `CB${digits}`,
    mail: `p${digits}@mic.example`,
    departmentNumber: number % 2 === 0 ? 'G14.05' : 'G14.06',
    title: 'Chuyên viên',
    ...changes,
  };
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}:: ${Buffer.from(value).toString('base64')}`),
  );
  return [`dn: uid=p${digits},ou=people,${SUFFIX}`, 'objectClass: inetOrgPerson', ...lines, ''].join('\n');
}

/** The first so many people and three units, beneath `ou=people` and `ou=units`. */
export function ministryLdif(people: number): string {
  const containers = ['people', 'units'].map(
    (name) => `dn: ou=${name},${SUFFIX}\nobjectClass: organizationalUnit\nou: ${name}\n`,
  );
  const units = [
    ['G14', 'Bộ', ''],
    ['G14.05', 'Cục An toàn thông tin', 'G14'],
    ['G14.06', 'Cục Báo chí', 'G14'],
  ].map(([code = '', name = '', parent = '']) =>
    [
      `dn: ou=${code},ou=units,${SUFFIX}`,
      'objectClass: organizationalUnit',
      `ou: ${code}`,
      `description:: ${Buffer.from(name).toString('base64')}`,
      ...(parent === '' ? [] : [`businessCategory: ${parent}`]),
      '',
    ].join('\n'),
  );
  return [
    ...containers,
    ...units,
    ...Array.from({ length: people }, (_, index) => personEntry(index + 1)),
  ].join('\n');
}
