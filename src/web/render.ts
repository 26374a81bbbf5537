import { Eta } from 'eta';
import type { Lang, Translate } from '../messages/translate.ts';
import { templateWords } from './template-words.ts';
import type { Views } from './view-models.ts';

/** What every page knows about its request and its house. */
export interface PageContext {
  lang: Lang;
  /** null follows the device. */
  theme: 'light' | 'dark' | null;
  /** Current path and query, where the language and theme forms come back to. */
  path: string;
  csrf: string | null;
  ministry: Readonly<Record<Lang, string>>;
  /** The public host, shown as the only address to type a password at. */
  host: string;
  supportPhone: string;
  now: Date;
  t: Translate;
  assetUrl(name: string): string;
}

/** Renders one page; a model of another page does not compile. */
export type Renderer = <Name extends keyof Views>(
  name: Name,
  page: PageContext,
  model: Views[Name],
) => string;

/**
 * Prepares the pages under `viewsDir`. Templates are compiled at first use and kept.
 * The page context wins over the model, so no model can replace what layouts rely on.
 */
export function createRenderer({ viewsDir }: { viewsDir: string }): Renderer {
  const eta = new Eta({ views: viewsDir, cache: true, autoEscape: true });
  return (name, page, model) => {
    const sprite = page.assetUrl(spriteOf(name));
    return eta.render(name, { ...model, ...templateWords(page, sprite), ...page });
  };
}

/** Each part of the product loads the icons of its own pages. */
function spriteOf(name: string): string {
  if (name.startsWith('admin/')) return 'console-sprite.svg';
  return name.startsWith('portal/') ? 'portal-sprite.svg' : 'panel-sprite.svg';
}
