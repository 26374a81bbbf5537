import type Router from '@koa/router';
import { type Day, dayOf } from '../../domain/clock.ts';
import { sayPosition } from '../../domain/directory/acting-position.ts';
import { isInForce } from '../../domain/directory/appointment.ts';
import type { StaffCategory } from '../../domain/directory/person.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { maskNumber } from '../../domain/directory/staff-refusal.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { PROFILE_FIELDS, type ProfileField, REPORT_LENGTH } from '../../domain/requests/profile-report.ts';
import { byId, lineageOf } from '../../domain/roles/unit-ancestry.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import type { PortalFrame, RefusalView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { type PortalVisit, portalVisit, type VisitParts } from './portal-visit.ts';

type Parts = VisitParts & Pick<WebParts, 'profileReports' | 'pages'>;

const PATH = '/profile';

/** What the form may be refused for; anything else is a page of its own. */
const SHOWN: readonly ErrorCode[] = ['profile_report_invalid', 'too_many_profile_reports', 'nobody_to_tell'];

export interface PostView {
  position: string;
  /** Names from the top of the ministry down to the unit. */
  unitPath: string[];
  isMain: boolean;
}

export interface ProfileView extends PortalFrame {
  notice: 'reported' | null;
  error: RefusalView | null;
  employeeNo: string | null;
  birthDate: Day | null;
  category: StaffCategory | null;
  rank: string | null;
  phone: string | null;
  /** All but its last digits hidden. */
  citizenId: string | null;
  posts: PostView[];
  form: { fields: readonly ProfileField[]; field: string; text: string; most: number };
}

/** `/profile`: oneself as HR has it, and a letter to the HR officers when that is wrong. */
export function profileRoutes(router: Router, parts: Parts): void {
  const { profileReports, pages, csrf, clock } = parts;

  router.get(PATH, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    show(ctx, visit, { notice: ctx.query.notice === 'reported' ? 'reported' : null });
  });

  router.post(PATH, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'field', 'text']);
    const visit = await portalVisit(parts, ctx, PATH);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    try {
      await profileReports.report(visit.record.person, form, ctx.state.origin);
    } catch (error) {
      return show(ctx, visit, { error: pages.refusalOf(ctx, error, SHOWN), asked: form });
    }
    ctx.status = 303;
    ctx.redirect(`${PATH}?notice=reported`);
  });

  function show(
    ctx: Context,
    { record, frame, csrfToken }: PortalVisit,
    told: Partial<Pick<ProfileView, 'notice' | 'error'>> & { asked?: { field: string; text: string } },
  ): void {
    const { field, text } = told.asked ?? { field: '', text: '' };
    const model: ProfileView = {
      ...frame,
      ...profileOf(record, dayOf(clock.now())),
      notice: told.notice ?? null,
      error: told.error ?? null,
      form: { fields: PROFILE_FIELDS, field, text, most: REPORT_LENGTH },
    };
    pages.show(ctx, 'portal/profile', model, { csrf: csrfToken });
  }
}

/** What the page shows of a record on a day. */
export function profileOf(
  { person, appointments, units, positions }: PersonRecord,
  day: Day,
): Pick<ProfileView, 'employeeNo' | 'birthDate' | 'category' | 'rank' | 'phone' | 'citizenId' | 'posts'> {
  const unitsById = byId(units);
  const { employeeNo, birthDate, category, rankCode, phone, citizenId } = person;
  const held = appointments
    .filter((each) => isInForce(each, day))
    .sort((one, other) => Number(other.isMain) - Number(one.isMain));
  return {
    employeeNo,
    birthDate,
    category,
    rank: rankCode,
    phone,
    citizenId: citizenId === null ? null : maskNumber(citizenId),
    posts: held.map(({ unitId, positionId, isActing, isMain }) => {
      const name = positions.find(({ id }) => id === positionId)?.name ?? '';
      const path = lineageOf(unitId, unitsById).reverse();
      return {
        position: sayPosition({ name, isActing }),
        unitPath: path.flatMap((id) => unitsById.get(id)?.name ?? []),
        isMain,
      };
    }),
  };
}
