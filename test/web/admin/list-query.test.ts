import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AskedPage,
  cutPage,
  listAddress,
  PAGE_SIZE,
  pagingOf,
} from '../../../src/web/admin/list-query.ts';

const first: AskedPage = { cursor: undefined, before: undefined, place: 0 };
const rowsUpTo = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `row-${index}` }));

describe('pages of a list that is read whole', () => {
  it('show every row once, forwards and on the way back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PAGE_SIZE * 3 + 1 }), (count) => {
        const rows = rowsUpTo(count);
        const there = [];
        let page = cutPage(rows, first);
        there.push(...page.rows);
        while (page.next !== null) {
          page = cutPage(rows, { ...first, cursor: page.next });
          there.push(...page.rows);
        }
        assert.deepEqual(there, rows);
        const back = [...page.rows];
        let edge = page.rows[0]?.id;
        while (edge !== undefined && edge !== rows[0]?.id) {
          const earlier = cutPage(rows, { ...first, before: edge });
          back.unshift(...earlier.rows);
          edge = earlier.next === null ? rows[0]?.id : earlier.rows[0]?.id;
        }
        assert.deepEqual(back, rows);
      }),
    );
  });

  it('begin anew when the row at their edge is gone', () => {
    const rows = rowsUpTo(PAGE_SIZE + 2);
    for (const lost of [{ cursor: 'gone' }, { before: 'gone' }])
      assert.deepEqual(cutPage(rows, { ...first, ...lost }), cutPage(rows, first));
  });
});

describe('where a page of a list lies', () => {
  const ids = ['one', 'two'];
  const laidOut = (asked: Partial<AskedPage>, found: Omit<Parameters<typeof pagingOf>[1], 'ids'>) => {
    const { from, to, total, precision } = pagingOf({ ...first, ...asked }, { ids, ...found }, (edge) =>
      listAddress('/list', edge),
    );
    return `${from}-${to} of ${precision} ${total}`;
  };

  it('is told as precisely as its rows were counted', () => {
    assert.equal(laidOut({}, { next: 'two', total: 7 }), '1-2 of exact 7');
    assert.equal(laidOut({}, { next: 'two', total: 7, isAbout: true }), '1-2 of about 7');
    const many = { number: 10_000, isMore: true };
    assert.equal(laidOut({}, { next: 'two', total: many, isAbout: true }), '1-2 of more 10000');
    assert.equal(
      laidOut({ cursor: 'x', place: 20_000 }, { next: 'two', total: many }),
      '20001-20002 of more 20002',
    );
  });

  it('is exact where the last row is in sight', () => {
    const many = { number: 10_000, isMore: true };
    assert.equal(
      laidOut({ cursor: 'x', place: 20_000 }, { next: null, total: many }),
      '20001-20002 of exact 20002',
    );
    assert.equal(laidOut({}, { next: null, total: 7, isAbout: true }), '1-2 of exact 2');
  });
});
