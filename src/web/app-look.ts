/** How a relying party is drawn: the icon of its registration becomes a symbol on a tint. */
export interface AppLook {
  symbol: string;
  tint: string;
}

const looks: Readonly<Record<string, AppLook>> = {
  mail: { symbol: 'mail', tint: 'mail' },
  documents: { symbol: 'file-pencil', tint: 'documents' },
  intranet: { symbol: 'news', tint: 'intranet' },
  portal: { symbol: 'world', tint: 'portal' },
  hr: { symbol: 'id-badge-2', tint: 'hr' },
  reporting: { symbol: 'chart-bar', tint: 'reporting' },
  wifi: { symbol: 'wifi', tint: 'other' },
  other: { symbol: 'apps', tint: 'other' },
};

/** Every kind that a registration may name as its icon. */
export const APP_ICONS: readonly string[] = Object.keys(looks);

const bySymbol = new Map(Object.values(looks).map((look) => [look.symbol, look]));
const tints = new Set(Object.values(looks).map((look) => look.tint));
const OTHER: AppLook = { symbol: 'apps', tint: 'other' };

/**
 * The look of an application.
 * @param icon `launcher.icon` of a registration: a kind (`mail`, `documents`, `intranet`, `portal`, `hr`,
 *   `reporting`, `wifi`) or its Tabler name. Registrations are data, so anything else falls back to a neutral
 *   look and never reaches the page as markup.
 */
export function appLook(icon: string | null): AppLook {
  if (icon === null) return OTHER;
  return (Object.hasOwn(looks, icon) ? looks[icon] : bySymbol.get(icon)) ?? OTHER;
}

/** Whether the stylesheet has a colour of this name. */
export function isTint(tint: string): boolean {
  return tints.has(tint);
}
