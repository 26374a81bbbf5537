import type { Client } from '../domain/clients/client.ts';

/** The client's name in the language of the page. */
export function titleOf({ metadata }: Client, lang: 'vi' | 'en'): string {
  const { launcher, client_name } = metadata;
  return (lang === 'en' ? (launcher?.title_en ?? launcher?.title) : launcher?.title) ?? client_name;
}
