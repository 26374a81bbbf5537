import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES } from '../docs/picture-list.ts';
import { parseCommandLine } from '../src/cli/run-command.ts';
import { configKeys } from '../src/config-keys.ts';
import { AUDIT_TYPES } from '../src/domain/audit/audit-groups.ts';
import { parseClientMetadata } from '../src/domain/clients/client-metadata.ts';
import { PRODUCT_ROLES } from '../src/domain/roles/permissions.ts';
import { SETTING_NAMES } from '../src/domain/settings/settings.ts';
import { en } from '../src/messages/en.ts';
import { vi } from '../src/messages/vi.ts';
import { consolePages } from '../src/web/admin/console.ts';
import type { WebParts } from '../src/web/web-parts.ts';
import { DOCS, guideNames, PAIRS, readGuide, type Section } from './support/guides.ts';

const SRC = join(DOCS, '..', 'src');
const MOST_PICTURES = 14;
const MOST_PICTURE_BYTES = 120_000;

const sources = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(SRC, name), 'utf8'))
  .join('\n');
const consoleAddresses = new Set(
  consolePages({} as WebParts)
    .filter(({ method }) => method === 'get')
    .map(({ path }) => blank(`/admin${path}`)),
);
const names = new Set<string>([...SETTING_NAMES, ...AUDIT_TYPES]);
const keys = new Set<string>(configKeys.flatMap((key) => [key, `${key}_FILE`]));
const VIETNAMESE = PAIRS.map(([name]) => name as string);
const GROUPS = new Set(
  'staff account certificate client keys role request review settings migrate audit'.split(' '),
);

/** Names that a guide may only use as long as the product has them: how each kind looks, and whether one exists. */
const KINDS: Record<string, { looks: (span: string) => boolean; exists: (span: string) => boolean }> = {
  'page of the console': {
    looks: (span) => /^\/admin\b/.test(span),
    exists: (span) => consoleAddresses.has(blank(span.replace(/\?.*/, ''))),
  },
  address: {
    looks: (span) => /^\/(?!admin\b)[\w.:/-]+$/.test(span),
    exists: (span) => new RegExp(`['"\`]${span.replaceAll('.', '\\.')}['"\`/]`).test(sources),
  },
  command: {
    looks: (span) => commandOf(span) !== undefined,
    exists: (span) => parseCommandLine(commandOf(span) ?? []).kind !== 'wrong',
  },
  'key of the environment': {
    looks: (span) => /^[A-Z]+(_[A-Z]+)*(=.*)?$/.test(span) && !/^(GET|POST|ADD|EDIT|DEL|VIEW)$/.test(span),
    exists: (span) => keys.has(span.replace(/=.*/, '')),
  },
  'setting or audit event': {
    looks: (span) =>
      /^[a-z_]+\.[a-z_]+$/.test(span) && !/\.(csv|xlsx|json|jsonl|jws|jwe|pdf|pem|md)$/.test(span),
    exists: (span) => names.has(span),
  },
  metric: {
    looks: (span) => /^micconnect_\w+$/.test(span),
    exists: (span) => isMetric(span.replace('micconnect_', '')),
  },
  'role at the product': {
    looks: (span) => /^micconnect:/.test(span),
    exists: (span) =>
      PRODUCT_ROLES.some(({ code }) => span === `micconnect:${code}`) || /:owner\./.test(span),
  },
};

describe('docs', () => {
  for (const name of guideNames()) {
    const guide = readGuide(name);
    const shown = [
      ...Object.values<string>(VIETNAMESE.includes(name) ? vi : en),
      ...PRODUCT_ROLES.flatMap(({ name: title, nameEn }) => [title, nameEn]),
    ];
    const words = new Set(shown.map(plain));

    it(`${name} names nothing that does not exist`, () => {
      const spans = guide.flatMap(namesOf);
      for (const [kind, { looks, exists }] of Object.entries(KINDS))
        assert.deepEqual(
          spans.filter((span) => looks(span) && !exists(span)),
          [],
          kind,
        );
    });

    it(`${name} shows registrations that can be registered`, () => {
      for (const { code } of blocksOf(guide, 'json'))
        if (code.includes('redirect_uris')) parseClientMetadata(JSON.parse(code));
        else JSON.parse(code);
    });

    it(`${name} calls what is on screens by its words there`, () => {
      const bold = guide.flatMap(({ screenWords }) => screenWords);
      assert.deepEqual(
        bold.filter((each) => !words.has(plain(each))),
        [],
      );
    });

    it(`${name} leads to what is there`, () => {
      const targets = guide.flatMap(({ links, pictures }) => [...links, ...pictures]);
      assert.deepEqual(
        targets.filter((target) => !isThere(target)),
        [],
      );
    });
  }

  for (const [vietnamese, english] of PAIRS)
    it(`${vietnamese} and ${english} say the same`, () => {
      assert.deepEqual(readGuide(english).map(outline), readGuide(vietnamese).map(outline));
    });

  it('keeps few and small pictures, each of them in a guide', () => {
    const used = new Set(guideNames().flatMap((name) => readGuide(name).flatMap(({ pictures }) => pictures)));
    const kept = readdirSync(join(DOCS, 'pictures')).map((name) => `pictures/${name}`);
    assert.deepEqual(kept.sort(), [...used].sort());
    const taken = Object.keys(PICTURES).map((name) => `pictures/${name}.webp`);
    assert.deepEqual(kept, taken.sort(), 'npm run docs:pictures');
    assert.ok(kept.length <= MOST_PICTURES, `${kept.length} pictures`);
    const large = kept.filter((name) => statSync(join(DOCS, name)).size > MOST_PICTURE_BYTES);
    assert.deepEqual(large, []);
  });
});

/** What a section shows whatever its language: level, code, pictures, and the names in its text. */
function outline(section: Section) {
  const named = namesOf(section).filter((span) => Object.values(KINDS).some(({ looks }) => looks(span)));
  const { level, blocks, pictures } = section;
  return { level, blocks, pictures, named: [...new Set(named)].sort() };
}

/** Spans of a section, and its command lines. */
function namesOf({ spans, blocks }: Section): string[] {
  const lines = blocks.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.split('\n'));
  return [...spans, ...lines.filter((line) => line.startsWith('npx micconnect '))];
}

function blocksOf(guide: Section[], language: string) {
  return guide.flatMap(({ blocks }) => blocks).filter((block) => block.language === language);
}

/** The words of a command line of the tool; undefined when a text is none. */
function commandOf(text: string): string[] | undefined {
  const isTyped = text.startsWith('npx micconnect ');
  const line = text.replace(/^npx micconnect /, '').replace(/ [<>].*/, '');
  const argv = (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ''));
  const [group = '', verb = ''] = argv;
  if (isTyped) return argv;
  return GROUPS.has(group) && /^[a-z-]+$/.test(verb) ? argv : undefined;
}

/** Whether a name stands in the sources, whole or as `head_${name}` with its tail in quotes. */
function isMetric(name: string): boolean {
  const words = name.split('_');
  const isMade = (at: number) =>
    sources.includes(`${words.slice(0, at).join('_')}_\${`) &&
    sources.includes(`'${words.slice(at).join('_')}'`);
  return sources.includes(name) || words.some((_, at) => at > 0 && isMade(at));
}

/** Whether a link finds its file, and in a guide its section, as forges name them. */
function isThere(target: string): boolean {
  const [file = '', anchor] = target.split('#');
  if (!existsSync(join(DOCS, file))) return false;
  if (anchor === undefined) return true;
  const headings = [...readFileSync(join(DOCS, file), 'utf8').matchAll(/^#+ (.*)$/gm)];
  return headings.some(([, heading = '']) => slug(heading) === anchor);
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** An address with its parts unnamed. */
function blank(address: string): string {
  return address.replace(/:\w+/g, ':').replace(/(?<=.)\/$/, '');
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
