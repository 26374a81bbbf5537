import type { BatchAction } from '../../domain/authentication/account-batch.ts';
import type { Piece } from '../../domain/directory/search-hits.ts';
import type { ListedFactor } from '../../domain/overview/overview-store.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PagingView } from './list-query.ts';
import type { StateView } from './person-state.ts';
import type { PersonViews } from './person-view.ts';
import type { ExportView } from './table-export.ts';
import type { UnitNode } from './unit-tree-view.ts';

export interface PeopleViews extends PersonViews {
  'admin/people': PeopleView;
  'admin/people-batch': BatchView;
}

/** What a batch would do, person by person, before it is done. */
export interface BatchView extends ConsoleFrame {
  action: BatchAction;
  isDanger: boolean;
  lines: { id: string; fullName: string; login: string; sessions: number; refusal: MessageKey | null }[];
  /** How many people it reaches, and how many sessions end. */
  reached: number;
  sessions: number;
  /** More people than may be disabled at once; null when it may be done. */
  blocked: { removals: number; limit: number } | null;
  url: string;
  /** The list as it was. */
  backUrl: string;
  error: RefusalView | null;
}

/** Values of a field to choose from. */
interface Choice<Text> {
  value: string;
  text: Text;
}

export interface PeopleView extends ConsoleFrame {
  notice: { text: MessageKey; count: number } | null;
  units: UnitNode[];
  /** Where everybody is listed again. */
  everywhere: string;
  search: {
    text: string;
    isExact: boolean;
    unit: string;
    status: string;
    position: string;
    account: string;
    rows: string;
  };
  /** The same search with the other regard to diacritics; null where there is no letter in it. */
  otherMarks: string | null;
  statuses: Choice<MessageKey>[];
  positions: Choice<string>[];
  accounts: Choice<MessageKey>[];
  /** What narrows the list, each with the address of the list without it. */
  chosen: { name: string; without: string }[];
  exports: ExportView[];
  /** The address of this list, for the way back. */
  address: string;
  /** What may be done with those who are ticked; none: nobody can be. */
  actions: { icon: string; text: MessageKey; url: string }[];
  people: PersonRowView[];
  paging: PagingView;
  /** The same list by pages of another length; null where it would be the same page. */
  otherRows: { rows: number; url: string } | null;
}

export interface PersonRowView {
  id: string;
  fullName: string;
  familyAndMiddle: Piece[];
  given: Piece[];
  /** Official e-mail, else employee number. */
  login: Piece[];
  post: { position: string; unit: string } | null;
  /** Null where the name alone may be read, and then there is no page of hers either. */
  account: { factors: ListedFactor[]; lastSignInAt: Date | null; state: StateView } | null;
}
