import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type Filter, parseFilter, parsePath } from '../../../src/web/scim/filter.ts';
import { matches } from '../../../src/web/scim/filter-match.ts';
import { ScimError } from '../../../src/web/scim/scim-error.ts';

const refusal = (scimType: string) => (error: unknown) =>
  error instanceof ScimError && error.status === 400 && error.scimType === scimType;

describe('SCIM filter', () => {
  it('reads what RFC 7644 figure 1 and 3.4.2.2 show', () => {
    assert.deepEqual(parseFilter('userName Eq "bjensen"'), { op: 'eq', path: 'userName', value: 'bjensen' });
    assert.deepEqual(parseFilter('title pr and userType eq "Employee"'), {
      op: 'and',
      all: [
        { op: 'pr', path: 'title' },
        { op: 'eq', path: 'userType', value: 'Employee' },
      ],
    });
    assert.deepEqual(parseFilter('a eq 1 or b eq true and not (c eq null)'), {
      op: 'or',
      all: [
        { op: 'eq', path: 'a', value: 1 },
        {
          op: 'and',
          all: [
            { op: 'eq', path: 'b', value: true },
            { op: 'not', one: { op: 'eq', path: 'c', value: null } },
          ],
        },
      ],
    });
    assert.deepEqual(parseFilter('emails[type eq "work" and value co "@mic.example"]'), {
      op: 'element',
      path: 'emails',
      one: {
        op: 'and',
        all: [
          { op: 'eq', path: 'type', value: 'work' },
          { op: 'co', path: 'value', value: '@mic.example' },
        ],
      },
    });
  });

  it('decodes texts as JSON, so that no spelling of a name is missed', () => {
    assert.deepEqual(parseFilter('displayName eq "\\u0110\\u1eb7ng"'), {
      op: 'eq',
      path: 'displayName',
      value: 'Đặng',
    });
    assert.deepEqual(parseFilter('title eq "a\\\\"'), { op: 'eq', path: 'title', value: 'a\\' });
    assert.deepEqual(parseFilter('title eq "\\" or active eq true"'), {
      op: 'eq',
      path: 'title',
      value: '" or active eq true',
    });
  });

  it('refuses what is no filter', () => {
    const wrong = [
      '',
      ' ',
      'userName',
      'userName eq',
      'userName eq x',
      'userName is "x"',
      'userName eq "x',
      'userName eq {"a":1}',
      'userName eq ["a"]',
      '(userName pr',
      'userName pr)',
      'not userName pr',
      'emails[type eq "work"',
      'emails[]',
      'userName eq "x" garbage',
      'userName eq "x" and',
      '"x" eq userName',
      `userName eq 'x'`,
      'userName eq "x"; drop table person',
      'тест eq "x"',
    ];
    for (const text of wrong) assert.throws(() => parseFilter(text), refusal('invalidFilter'), text);
  });

  it('is bounded in length, depth and conditions', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}title pr${')'.repeat(depth)}`;
    assert.doesNotThrow(() => parseFilter(nested(20)));
    const joined = (count: number) => Array.from({ length: count }, () => 'a pr').join(' or ');
    assert.doesNotThrow(() => parseFilter(joined(60)));
    for (const text of [
      nested(21),
      nested(2000),
      nested(10_000),
      joined(61),
      `title eq "${'x'.repeat(100_000)}"`,
      `${'not ('.repeat(100)}a pr${')'.repeat(100)}`,
      'emails['.repeat(100),
    ])
      assert.throws(() => parseFilter(text), refusal('invalidFilter'), text.slice(0, 40));
  });

  it('throws nothing but its own refusal, whatever is sent', () => {
    const words = [
      '(',
      ')',
      '[',
      ']',
      ' and ',
      ' or ',
      'not',
      ' eq ',
      ' pr',
      '"',
      '\\',
      'a',
      '.',
      '1',
      '-',
      '\0',
    ];
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          parseFilter(filter);
        } catch (error) {
          assert.ok(refusal('invalidFilter')(error), String(error));
        }
      }),
      { numRuns: 600 },
    );
  });

  it('reads back what it is written as', () => {
    const leaf: fc.Arbitrary<Filter> = fc.oneof(
      fc.record({ op: fc.constant('pr' as const), path: fc.constantFrom('a', 'b.c', '$ref') }),
      fc.record({
        op: fc.constantFrom('eq' as const, 'co' as const),
        path: fc.constantFrom('a', 'urn:x:2.0:User:b'),
        value: fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.integer()),
      }),
    );
    const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({ op: fc.constant('not' as const), one: tie('filter') }),
        fc.record({
          op: fc.constantFrom('and' as const, 'or' as const),
          all: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(filter, (each) => {
        assert.deepEqual(parseFilter(written(each)), structuredClone(each));
      }),
      { numRuns: 300 },
    );
  });
});

describe('SCIM path', () => {
  it('is an attribute, with a filter and a part', () => {
    assert.deepEqual(parsePath('name.givenName'), {
      attribute: 'name.givenName',
      filter: undefined,
      part: undefined,
    });
    assert.deepEqual(parsePath('emails[type eq "a]b"].value'), {
      attribute: 'emails',
      filter: { op: 'eq', path: 'type', value: 'a]b' },
      part: 'value',
    });
  });

  it('is refused in any other form', () => {
    for (const path of ['emails[type eq "work"]value', 'emails[type eq "work"]..value', ']['])
      assert.throws(() => parsePath(path), refusal('invalidPath'), path);
    assert.throws(() => parsePath('emails[type]'), refusal('invalidFilter'));
  });
});

describe('SCIM filter on an element', () => {
  const element = { type: 'work', value: 'Ánh@mic.example', primary: true };
  const isMeant = (filter: string) => matches(parseFilter(filter), element);

  it('compares texts without case, and what is not there', () => {
    assert.equal(isMeant('Type eq "WORK" and primary eq true'), true);
    assert.equal(isMeant('primary eq "True"'), true);
    assert.equal(isMeant('value sw "ánh" and value ew "EXAMPLE" and value co "@"'), true);
    assert.equal(isMeant('type ne "home" and display ne "x"'), true);
    assert.equal(isMeant('display pr or not (type pr)'), false);
    assert.equal(isMeant('type gt "a" and type le "work" and type ge "work" and not (type lt "a")'), true);
    assert.equal(isMeant('constructor pr or toString pr'), false);
  });
});

function written(filter: Filter): string {
  const one = (each: Filter) => `(${written(each)})`;
  if (filter.op === 'pr') return `${filter.path} pr`;
  if (filter.op === 'not') return `not (${written(filter.one)})`;
  if ('all' in filter) return filter.all.map(one).join(` ${filter.op} `);
  if (filter.op === 'element') return `${filter.path}[${written(filter.one)}]`;
  return `${filter.path} ${filter.op} ${JSON.stringify(filter.value)}`;
}
