import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DOCS = join(import.meta.dirname, '..', '..', 'docs');

/** Each guide in Vietnamese, with its English twin. */
export const PAIRS = [
  ['quan-tri.md', 'administration.md'],
  ['ung-dung-ket-noi.md', 'relying-systems.md'],
] as const;

export interface Section {
  heading: string;
  level: number;
  /** What stands between backquotes in running text. */
  spans: string[];
  /** Fenced code, with the word after the fence. */
  blocks: { language: string; code: string }[];
  /** Where pictures and links lead, as written. */
  pictures: string[];
  links: string[];
  /** Words of the screen: in a guide these alone are bold. */
  screenWords: string[];
}

export function guideNames(): string[] {
  return readdirSync(DOCS).filter((name) => name.endsWith('.md'));
}

/** A guide in sections, in their order; what stands before the first heading is none. */
export function readGuide(name: string): Section[] {
  const parts = readFileSync(join(DOCS, name), 'utf8').split(/^(?=#{1,4} )/m);
  return parts.filter((part) => part.startsWith('#')).map(sectionOf);
}

function sectionOf(part: string): Section {
  const blocks = [...part.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
  const text = part.replace(/^```\w*\n[\s\S]*?^```$/gm, '');
  const spans = firstOf(text, /`([^`\n]+)`/g);
  const prose = text.replace(/`[^`\n]+`/g, '');
  const [, marks = '', heading = ''] = /^(#+) (.*)/.exec(part) ?? [];
  return {
    heading,
    level: marks.length,
    spans,
    blocks,
    pictures: firstOf(prose, /!\[[^\]]+\]\(([^)]+)\)/g),
    links: firstOf(prose, /(?<!!)\[[^\]]+\]\(([^)]+)\)/g),
    screenWords: firstOf(prose, /\*\*([^*]+)\*\*/g).map((words) => words.replace(/\s+/g, ' ')),
  };
}

function firstOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
