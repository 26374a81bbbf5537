import { en } from './en.ts';
import { vi } from './vi.ts';

export type Lang = 'vi' | 'en';
export type MessageKey = keyof typeof vi;
export type MessageParams = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, params?: MessageParams) => string;

const dictionaries: Record<Lang, Readonly<Record<string, string>>> = { vi, en };
const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * The translator of one language.
 * @throws Error for an unknown key or a missing parameter: templates are not type-checked, and a page
 *   that shows a key instead of words must fail in its test, not before a reader
 */
export function translator(lang: Lang): Translate {
  return (key, params) => fill(messageOf(lang, key), params ?? {});
}

/** The text of a key with its `{placeholders}` still in it. */
export function messageOf(lang: Lang, key: MessageKey): string {
  const dictionary = dictionaries[lang];
  const text = Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
  if (text === undefined) throw new Error(`No message "${key}" in ${lang}`);
  return text;
}

/** Whether a text names a message; for keys that arrive as data. */
export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(vi, text);
}

/** Replaces every `{name}` by its parameter; `wrap` may dress the value, as markup does. */
export function fill(text: string, params: MessageParams, wrap = (value: string) => value): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) throw new Error(`No parameter "${name}" for "${text}"`);
    return wrap(String(value));
  });
}
