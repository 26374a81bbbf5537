/** What HR's text says of a position: which one is held, and whether its holder acts as head. */
export interface NamedPosition {
  name: string;
  isActing: boolean;
}

/** A head's position, at the start of a text. Deputies are none: nobody is "Quyền Phó …". */
const HEAD =
  '(?:(?:bộ |tổng cục |chi cục |cục |vụ |viện |phân viện |hiệu |đội |kế toán )?trưởng|(?:tổng )?giám đốc|chánh|tổng biên tập|chủ nhiệm|chủ tịch)(?= |$)';
const UNIT_KIND = '(?:bộ|cục|vụ|viện|thanh tra|văn phòng|trung tâm|phòng|ban|đơn vị)';

/** "Quyền Vụ trưởng", "Q. Vụ trưởng": that position is held, acting. */
const STANDS_IN = new RegExp(`^(?:quyền |q\\. ?)(${HEAD}.*)$`, 'iu');
/** "Phó Cục trưởng phụ trách [điều hành]": the deputy's position is held, and he acts as head. */
const DEPUTY_IN_CHARGE =
  /^(phó .+?|thứ trưởng),? (?:phụ trách(?: điều hành)?|\(phụ trách(?: điều hành)?\))$/iu;
/** "Phụ trách phòng": no other position is named, so this is the one held. "Phụ trách kế toán" is a trade. */
const IN_CHARGE = new RegExp(`^phụ trách(?: điều hành)?(?: ${UNIT_KIND})?$`, 'iu');
const DEPUTY = /^(?:phó|thứ trưởng)(?= |$)/iu;

/**
 * Reads a tidied position text of a staff file. Only the three clear forms of acting (phụ trách, Quyền, Q.) are
 * taken apart; "Phó Cục trưởng phụ trách phía Nam" or "Quyền tác giả" stay as they are, and are not acting.
 */
export function readPosition(text: string): NamedPosition {
  const head = STANDS_IN.exec(text)?.[1];
  if (head !== undefined) return { name: head.charAt(0).toUpperCase() + head.slice(1), isActing: true };
  const deputy = DEPUTY_IN_CHARGE.exec(text)?.[1];
  if (deputy !== undefined) return { name: deputy, isActing: true };
  return { name: text, isActing: IN_CHARGE.test(text) };
}

/** How a position is said of its holder: `readPosition` reads it back. Takes the catalogue's name. */
export function sayPosition({ name, isActing }: NamedPosition): string {
  if (!isActing || IN_CHARGE.test(name)) return name;
  return DEPUTY.test(name) ? `${name} phụ trách` : `Quyền ${name}`;
}
