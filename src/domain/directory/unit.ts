import type { Day } from '../clock.ts';

/** A code that a unit had until a day. It is never given to another unit. */
export interface FormerCode {
  code: string;
  /** The last day on which it was the unit's. */
  until: Day;
}

/** An organisational unit: a node of the ministry's tree (W3C ORG `OrganizationalUnit`). */
export interface Unit {
  id: string;
  /** Electronic identification code in the new style, `G14.25` (Quyết định 20/2020/QĐ-TTg). */
  code: string;
  /** The codes it had before, the oldest first: a merger changes codes, not what a unit is. */
  formerCodes: readonly FormerCode[];
  name: string;
  shortName: string | null;
  parentId: string | null;
  /** What HR calls it: Vụ, Cục, Trung tâm, Phòng …; free text. */
  kind: string | null;
  validFrom: Day | null;
  /** Last day on which the unit exists; null while it does. */
  validUntil: Day | null;
  /** Code of the unit that took over its duties. */
  replacedBy: string | null;
}
