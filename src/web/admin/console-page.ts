import type { Permission } from '../../domain/roles/permissions.ts';
import type { Context } from '../context.ts';
import type { PostedForm } from '../form.ts';
import type { ConsoleVisit } from './console-visit.ts';

/** A page of the console, or what one of its forms does. */
export interface ConsolePage {
  method: 'get' | 'post';
  /** Whether it is about the whole directory: to whoever may read a part of it, there is no such page. */
  isWhole: boolean;
  /** Whether its form sends files; the page reads them, when it is known who sends them. */
  takesFiles: boolean;
  /** Bytes of the one file that may come beside its fields; 0 for none. */
  fileBytes: number;
  /** Below `/admin`; parts as in the router, `:name`. */
  path: string;
  /** What it takes to be let in; what lies outside the extent is for the page to leave out. */
  permission: Permission;
  /** Fields of a form besides its token: texts, each at most once, … */
  fields: readonly string[];
  /** … and what may be there any number of times, as boxes that are ticked. */
  lists: readonly string[];
  handle(visit: ConsoleVisit, ctx: Context, form: PostedForm<string, string>): Promise<void>;
}

const PLAIN = { isWhole: false, takesFiles: false, fileBytes: 0, fields: [], lists: [] } as const;

/** A page that is looked at. */
export function page(
  path: string,
  permission: Permission,
  handle: (visit: ConsoleVisit, ctx: Context) => Promise<void>,
): ConsolePage {
  return { ...PLAIN, method: 'get', path, permission, handle };
}

/** A form that is sent; its token has been checked, and it has these fields and no others. */
export function action<Field extends string, List extends string = never>(
  path: string,
  permission: Permission,
  {
    fields,
    lists = [],
    fileBytes = 0,
  }: { fields: readonly Field[]; lists?: readonly List[]; fileBytes?: number },
  handle: (visit: ConsoleVisit, ctx: Context, form: PostedForm<Field, List>) => Promise<void>,
): ConsolePage {
  return {
    ...PLAIN,
    method: 'post',
    path,
    permission,
    fields,
    lists,
    fileBytes,
    handle: (visit, ctx, form) => handle(visit, ctx, form as PostedForm<Field, List>),
  };
}

/** A form that sends files. It checks its token itself, by `readUpload`, once somebody known is sending. */
export function upload(
  path: string,
  permission: Permission,
  handle: (visit: ConsoleVisit, ctx: Context) => Promise<void>,
): ConsolePage {
  return { ...PLAIN, method: 'post', path, permission, takesFiles: true, handle };
}

/** The same page for whoever may read the whole directory, and nobody else. */
export function whole(each: ConsolePage): ConsolePage {
  return { ...each, isWhole: true };
}
