import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Der, DerError } from '../../../src/pki/revocation/der.ts';
import { instant, integerBytes, naturalNumber, oidText } from '../../../src/pki/revocation/der-values.ts';
import { tlv } from '../../support/certificate-authority.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('pki/revocation: DER', () => {
  for (const [what, hex] of Object.entries({
    nothing: '',
    'a tag alone': '30',
    'less than promised': '300205',
    'more than one element': '0500 0500'.replace(' ', ''),
    'an endless length': '30800000',
    'a length longer than needed': '308102' + '0500',
    'a length with zeros before it': '30820002' + '0500',
    'a length of five bytes': '30850000000002' + '0500',
    'a length beyond the end': '3084ffffffff',
    'a long tag': '1f0100',
  })) {
    it(`refuses ${what}`, () => assert.throws(() => Der.single(bytes(hex)), DerError));
  }

  it('refuses what has nothing inside, what is missing and what is too many', () => {
    assert.throws(() => Der.single(bytes('0401aa')).children(), DerError);
    const one = () => Der.single(bytes('30020500')).fields();
    assert.throws(() => one().end(), DerError);
    assert.throws(() => one().take(0x02), DerError);
    const fields = one();
    fields.take(0x05);
    fields.end();
    assert.throws(() => fields.take(), DerError);
  });

  it('reads one value in one form only', () => {
    for (const hex of ['0200', '02020001', '0202ff80'])
      assert.throws(() => integerBytes(Der.single(bytes(hex))), DerError);
    assert.throws(() => naturalNumber(Der.single(bytes('0201ff'))), DerError);
    assert.throws(() => naturalNumber(Der.single(tlv(0x02, Buffer.alloc(30, 1)))), DerError);
    assert.equal(naturalNumber(Der.single(bytes('02020080'))), 128n);
    assert.equal(oidText(Der.single(bytes('06092b0601050507300102'))), '1.3.6.1.5.5.7.48.1.2');
    assert.equal(oidText(Der.single(bytes('0603550403'))), '2.5.4.3');
    for (const hex of ['0600', '060255ff', `0614${'ff'.repeat(19)}01`]) {
      assert.throws(() => oidText(Der.single(bytes(hex))), DerError);
    }
  });

  it('reads instants of the calendar in universal time, to the second', () => {
    const read = (tag: number, text: string) =>
      instant(Der.single(tlv(tag, Buffer.from(text)))).toISOString();
    assert.equal(read(0x17, '261120010203Z'), '2026-11-20T01:02:03.000Z');
    assert.equal(read(0x17, '500101000000Z'), '1950-01-01T00:00:00.000Z');
    assert.equal(read(0x18, '20501120010203Z'), '2050-11-20T01:02:03.000Z');
    for (const [tag, text] of [
      [0x17, '2611200102Z'],
      [0x17, '261120010203+0700'],
      [0x17, '260431000000Z'],
      [0x17, '261120240000Z'],
      [0x17, '261120010260Z'],
      [0x18, '20261120010203.5Z'],
      [0x18, '20261320010203Z'],
      [0x04, '20261120010203Z'],
    ] as const) {
      assert.throws(() => read(tag, text), DerError, text);
    }
  });

  it('takes an element apart into what it was made of, and throws nothing but its own error', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (parts) => {
        const inside = Der.single(tlv(0x30, ...parts.map((part) => tlv(0x04, part)))).children();
        assert.deepEqual(
          inside.map(({ content }) => [...content]),
          parts.map((part) => [...part]),
        );
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (any) => {
        try {
          Der.single(any).children();
        } catch (error) {
          assert.ok(error instanceof DerError);
        }
      }),
    );
  });
});
