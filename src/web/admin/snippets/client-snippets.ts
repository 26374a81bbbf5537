import type { Client } from '../../../domain/clients/client.ts';
import { kindOf } from '../../../domain/overview/client-overview.ts';
import { dotnetSnippet } from './dotnet.ts';
import { javaSnippet } from './java.ts';
import { nodeSnippet } from './node.ts';
import { phpSnippet } from './php.ts';
import { programSnippet } from './program.ts';
import { apacheSnippet, nginxSnippet } from './proxies.ts';
import { type Snippet, type SnippetFacts, snippetFacts } from './snippet-facts.ts';

export type { Snippet };

/** What people build relying systems with. */
export const SNIPPET_NAMES = ['dotnet', 'java', 'php', 'node', 'nginx', 'apache', 'curl'] as const;
export type SnippetName = (typeof SNIPPET_NAMES)[number];

/** What they call themselves, in every language. */
export const SNIPPET_TITLES: Readonly<Record<SnippetName, string>> = {
  dotnet: '.NET',
  java: 'Java',
  php: 'PHP',
  node: 'Node.js',
  nginx: 'nginx',
  apache: 'Apache',
  curl: 'curl',
};

const SNIPPETS: Readonly<Record<SnippetName, (facts: SnippetFacts) => Snippet>> = {
  dotnet: dotnetSnippet,
  java: javaSnippet,
  php: phpSnippet,
  node: nodeSnippet,
  nginx: nginxSnippet,
  apache: apacheSnippet,
  curl: programSnippet,
};

/** Which snippets fit a registration: a program without people signs nobody in. Pure. */
export function snippetNames({ metadata }: Pick<Client, 'metadata'>): SnippetName[] {
  const isProgram = kindOf(metadata) === 'service';
  return SNIPPET_NAMES.filter((name) => (name === 'curl') === isProgram);
}

/**
 * What connects a relying system, ready to be pasted: made of its registration, and of no secret. Pure.
 * @param issuer of this server
 */
export function clientSnippet(
  client: Pick<Client, 'id' | 'metadata'>,
  issuer: string,
  name: SnippetName,
): Snippet {
  return SNIPPETS[name](snippetFacts(client, issuer));
}
