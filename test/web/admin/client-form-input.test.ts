import assert from 'node:assert/strict';
import { parseClientMetadata, readClientMetadata } from '../../../src/domain/clients/client-metadata.ts';
import { clientProblemText } from '../../../src/messages/client-problems.ts';
import { clientChanges } from '../../../src/web/admin/client-changes.ts';
import {
  flatForm,
  formFieldOf,
  formFromFlat,
  formOf,
  readFlat,
  registrationOf,
} from '../../../src/web/admin/client-form-input.ts';
import {
  CLIENT_FIELDS,
  CLIENT_LISTS,
  type ClientFormFields,
} from '../../../src/web/admin/client-form-view.ts';

const KEY = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'k1' };
const REGISTERED = {
  client_id: 'reporting',
  client_name: 'Báo cáo',
  redirect_uris: ['https://baocao.mic.example/cb', 'https://baocao2.mic.example/cb'],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid roles staff',
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [KEY] },
  minimum_acr: 'LoA2',
  owner_unit: 'G14.01',
  default_max_age: 600,
  backchannel_logout_uri: 'https://baocao.mic.example/bcl',
  role_change_notice: 'logout',
  launcher: {
    title: 'Hệ thống báo cáo',
    title_en: 'Reports',
    icon: 'reporting',
    url: 'https://baocao.mic.example/',
  },
};

const typedIn = (changed: Partial<ClientFormFields>, lists = formOf('', undefined).lists) => {
  const fields = { ...formOf('new', undefined).fields, title: 'Mới', ...changed };
  const { input, problems } = registrationOf(fields, lists, undefined);
  return [...problems, ...readClientMetadata(input).problems];
};

describe('form of a registration', () => {
  it('leaves a registration as it is when nothing is changed in it', () => {
    for (const fields of [
      REGISTERED,
      {
        ...REGISTERED,
        token_endpoint_auth_method: 'client_secret_post',
        legacy_profile: true,
        jwks: undefined,
      },
    ]) {
      const before = parseClientMetadata(fields);
      const { fields: shown, lists } = formOf('reporting', before);
      const { input, problems } = registrationOf(shown, lists, before);
      assert.deepEqual(problems, []);
      assert.deepEqual(parseClientMetadata(input), before);
      assert.deepEqual(clientChanges(before, parseClientMetadata(input)), []);
    }
  });

  it('takes lines with any ends, and a key by itself', () => {
    const { fields, lists } = formOf('x', undefined);
    const typed = {
      ...fields,
      title: 'X',
      redirect_uris: ' https://a.example/cb \r\n\r\nhttps://b.example/cb',
      jwks: JSON.stringify(KEY),
    };
    const metadata = parseClientMetadata(registrationOf(typed, lists, undefined).input);
    assert.deepEqual(metadata.redirect_uris, ['https://a.example/cb', 'https://b.example/cb']);
    assert.deepEqual(metadata.jwks, { keys: [KEY] });
    assert.equal(metadata.launcher, undefined);
  });

  it('says at each field in both languages what is wrong with it', () => {
    const cases: [Partial<ClientFormFields>, string, RegExp][] = [
      [{ title: ' ' }, 'title', /Điền mục này/],
      [{ title_en: 'New', url: '' }, 'url', /Điền mục này/],
      [{ redirect_uris: '' }, 'redirect_uris', /ít nhất một địa chỉ/],
      [{ redirect_uris: 'http://a.mic.example/cb' }, 'redirect_uris', /Dùng https/],
      [{ redirect_uris: 'baocao' }, 'redirect_uris', /địa chỉ đầy đủ/],
      [{ redirect_uris: 'https://a.example/#x' }, 'redirect_uris', /dấu #/],
      [{ redirect_uris: 'https://*.example/' }, 'redirect_uris', /dấu \*/],
      [{ redirect_uris: 'https://a:b@a.example/' }, 'redirect_uris', /mật khẩu/],
      [{ redirect_uris: 'javascript:x' }, 'redirect_uris', /bắt đầu bằng https/],
      [{ redirect_uris: 'https://a.example/\nhttps://a.example/' }, 'redirect_uris', /hai lần/],
      [{ method: 'private_key_jwt' }, 'jwks', /khóa công khai/],
      [{ jwks: 'abc' }, 'jwks', /JSON/],
      [{ jwks: '{"keys":[]}' }, 'jwks', /ít nhất một khóa/],
      [{ jwks: JSON.stringify({ ...KEY, d: 'secret' }) }, 'jwks', /khóa riêng/],
      [{ jwks: JSON.stringify(KEY), jwks_uri: 'https://a.example/jwks' }, 'jwks_uri', /không cả hai/],
      [{ method: 'none', pkce: 'none' }, 'pkce', /PKCE/],
      [{ method: 'client_secret_basic', pkce: 'legacy' }, 'method', /client_secret_post/],
      [{ minimum_acr: 'LoA9' }, 'minimum_acr', /mức xác thực/],
    ];
    for (const [changed, field, said] of cases) {
      const found = typedIn({
        redirect_uris: 'https://a.example/cb',
        method: 'client_secret_basic',
        ...changed,
      });
      const at =
        found.find((each) => formFieldOf(each.field) === field) ?? assert.fail(JSON.stringify(changed));
      assert.match(clientProblemText(at, 'vi'), said);
      assert.notEqual(clientProblemText(at, 'en'), clientProblemText(at, 'vi'));
      assert.ok([...CLIENT_FIELDS, ...CLIENT_LISTS].some((name) => name === field));
    }
  });

  it('tells what would change, entry by entry', () => {
    const before = parseClientMetadata(REGISTERED);
    const { fields, lists } = formOf('reporting', before);
    const typed = {
      ...fields,
      title_en: '',
      pkce: 'or_nonce',
      redirect_uris: 'https://baocao.mic.example/cb',
    };
    const after = parseClientMetadata(registrationOf(typed, lists, before).input);
    assert.deepEqual(clientChanges(before, after), [
      { label: 'clients.field.title_en', before: ['Reports'], after: [] },
      {
        label: 'clients.field.redirect_uris',
        before: REGISTERED.redirect_uris,
        after: ['https://baocao.mic.example/cb'],
      },
      { label: 'clients.field.pkce', before: ['required'], after: ['or_nonce'] },
    ]);
  });

  it('comes back from the texts that a page keeps of it, and from nothing that was made by hand', () => {
    const form = formOf('reporting', parseClientMetadata(REGISTERED));
    const flat = flatForm(form);
    assert.deepEqual(formFromFlat(flat), form);
    const redirect_uris = form.fields.redirect_uris.replaceAll('\n', '\r\n');
    assert.deepEqual(
      flatForm({ ...form, fields: { ...form.fields, redirect_uris } }),
      flat,
      'as browsers send it',
    );
    assert.deepEqual(readFlat(JSON.stringify(flat), flatForm(formOf('', undefined))), flat);
    for (const made of ['', '[]', 'null', '{"title":"x"}', JSON.stringify({ ...flat, scope: 1 })])
      assert.equal(readFlat(made, flat), flat);
  });
});
