import type { DirectoryStore } from '../../domain/directory/directory-store.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import { namedUnits, readableUnits } from '../../domain/directory/readable-extent.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { toOldStyleUnitCode } from '../../domain/directory/unit-code.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import { UnitTree } from '../../domain/directory/unit-tree.ts';
import { pageThrough } from './paging.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

const SUMMARY = {
  code: schema.text,
  old_style_code: { ...schema.textOrNull, description: 'QCVN 102:2016' },
  former_codes: {
    ...schema.arrayOf(schema.object({ code: schema.text, until: schema.day })),
    description: 'the oldest first; they find the unit too',
  },
  name: schema.text,
  short_name: schema.textOrNull,
  kind: schema.textOrNull,
  parent_code: schema.textOrNull,
  valid_from: schema.dayOrNull,
  valid_until: schema.dayOrNull,
  replaced_by: { ...schema.textOrNull, description: 'code of the unit that took over' },
};
const NAMES = schema.object({ code: schema.text, name: schema.text });

const UNIT_FOUND_NAME = { code: schema.text, name: schema.text, parent_code: schema.textOrNull };

const UNIT: schema.NamedSchema = { name: 'Unit', schema: schema.object(SUMMARY) };

/** Whoever owns a relying system reads the names of all units, to give its roles by them. */
const UNIT_FOUND: schema.NamedSchema = schema.either('UnitFound', UNIT, {
  name: 'UnitName',
  schema: schema.object(UNIT_FOUND_NAME),
});

const UNIT_RECORD: schema.NamedSchema = {
  name: 'UnitRecord',
  schema: schema.object({
    ...SUMMARY,
    path: { ...schema.arrayOf(NAMES), description: 'from the top down to this unit' },
    units: { ...schema.arrayOf(NAMES), description: 'directly below' },
  }),
};

/** The tree of units, those that have ended too. */
export function unitRoutes({ directory }: { directory: Pick<DirectoryStore, 'listUnits'> }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/units',
      scope: 'directory:read',
      summary: 'Units in the order of the tree, each before the units below it',
      query: { q: { is: 'text', about: 'words of name, short name or code' }, ...PAGING },
      answer: schema.pageOf(UNIT_FOUND),
      async handle({ query: { q = '', ...paging }, extent }) {
        const tree = new UnitTree(await directory.listUnits());
        const readable = new Set(readableUnits(tree.inOrder(), extent));
        const matches = wordsMatcher(q);
        const found = namedUnits(tree.inOrder(), extent).filter(({ code, formerCodes, name, shortName }) => {
          const codes = [code, ...formerCodes.map((former) => former.code)];
          const oldStyle = codes.map((each) => toOldStyleUnitCode(each) ?? '');
          return matches([...codes, ...oldStyle, name, shortName]);
        });
        return pageThrough(found, paging, (unit) => {
          const json = unitJson(unit, tree);
          const { code, name, parent_code } = json;
          return readable.has(unit) ? json : { code, name, parent_code };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/units/{code}',
      scope: 'directory:read',
      summary: 'One unit by its code, in either style',
      answer: UNIT_RECORD,
      problems: ['unit_not_found'],
      async handle({ path: { code = '' }, extent }) {
        const units = await directory.listUnits();
        const unit = getUnit(readableUnits(units, extent), code);
        const tree = new UnitTree(units);
        return {
          ...unitJson(unit, tree),
          path: tree.path(unit.id).map(namesOf),
          units: tree.children(unit.id).map(namesOf),
        };
      },
    }),
  ];
}

function unitJson(unit: Unit, tree: UnitTree) {
  return {
    code: unit.code,
    old_style_code: toOldStyleUnitCode(unit.code) ?? null,
    former_codes: unit.formerCodes,
    name: unit.name,
    short_name: unit.shortName,
    kind: unit.kind,
    parent_code: tree.path(unit.id).at(-2)?.code ?? null,
    valid_from: unit.validFrom,
    valid_until: unit.validUntil,
    replaced_by: unit.replacedBy,
  };
}

function namesOf({ code, name }: Unit) {
  return { code, name };
}
