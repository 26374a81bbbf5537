/** Longest electronic identification code (Quyết định 20/2020/QĐ-TTg). */
export const UNIT_CODE_MAX_LENGTH = 35;

const NEW_STYLE = /^[A-Z]\d{2}(\.\d{1,3})*$/;
// QCVN 102:2016: levels 4, 3, 2 and 1; a level that is not used is all zeros.
const OLD_STYLE = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$/;

/**
 * The canonical form, new style, of a unit's identification code: `G14.25`, and so for `000.00.25.G14`.
 * Case and outer spaces do not matter. A new-style code keeps the zeros it is written with; an old-style one
 * gets two digits at its second level and none in front below. Undefined when `text` is neither style.
 */
export function parseUnitCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (code.length > UNIT_CODE_MAX_LENGTH) return undefined;
  if (NEW_STYLE.test(code)) return code;
  const old = OLD_STYLE.exec(code);
  if (old === null) return undefined;
  const [, fourth = '', third = '', second = '', top = ''] = old;
  const levels = [second, third, fourth];
  const depth = levels.findLastIndex((level) => Number(level) > 0) + 1;
  const used = levels.slice(0, depth);
  if (used.some((level) => Number(level) === 0)) return undefined;
  return [top, ...used.map((level, position) => (position === 0 ? level : String(Number(level))))].join('.');
}

/**
 * The old style (QĐ 2436/QĐ-BTTTT, QCVN 102:2016) of a new-style code: `G14.25.3` is `000.03.25.G14`.
 * Undefined for what four fixed groups cannot hold: a fifth level, a level 0, a number over its group's digits.
 */
export function toOldStyleUnitCode(code: string): string | undefined {
  const [top = '', ...levels] = code.split('.');
  if (!NEW_STYLE.test(code) || levels.length > 3) return undefined;
  const widths = [2, 2, 3];
  const groups = widths.map((width, position) => String(Number(levels[position] ?? 0)).padStart(width, '0'));
  const fits = groups.every((group, position) => group.length === widths[position]);
  return fits && levels.every((level) => Number(level) > 0)
    ? [...groups.reverse(), top].join('.')
    : undefined;
}

/**
 * What two spellings of one unit's code share: `G14.05` and `G14.5` compare equal by it. Takes a new-style code;
 * the result is for comparing only, never shown or stored.
 */
export function unitCodeKey(code: string): string {
  return code.replace(/\.0+(?=\d)/g, '.');
}
