import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseClientMetadata } from '../../../src/domain/clients/client-metadata.ts';
import { DomainError } from '../../../src/domain/errors.ts';

const REDIRECT = 'https://app.example/callback';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const KEY = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };

type Input = Record<string, unknown>;
const parse = (input: Input = {}) => parseClientMetadata({ redirect_uris: [REDIRECT], ...input });

/** The problems of a registration; none when it is accepted. */
function problemsOf(input: unknown): string[] {
  try {
    parseClientMetadata(input);
    return [];
  } catch (error) {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, 'client_invalid');
    return String(error.details.problems).split('; ');
  }
}

const problems = (input: Input) => problemsOf({ redirect_uris: [REDIRECT], ...input });

describe('domain/clients/client-metadata', () => {
  it('makes a safe registration of the least that can be said', () => {
    assert.deepEqual(parse({ client_id: 'app' }), {
      client_name: 'app',
      redirect_uris: [REDIRECT],
      post_logout_redirect_uris: [],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: 'openid profile email phone staff roles offline_access',
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'ES256',
      application_type: 'web',
      pkce_policy: 'required',
      legacy_profile: false,
      backchannel_logout_session_required: true,
      dpop_bound_access_tokens: false,
      require_pushed_authorization_requests: false,
    });
  });

  it('keeps what it was given', () => {
    const given = {
      client_name: 'Văn bản',
      backchannel_logout_uri: 'http://10.0.0.5:8080/logout',
      post_logout_redirect_uris: ['https://app.example/signed-out'],
      grant_types: ['authorization_code', 'refresh_token', DEVICE],
      scope: 'openid roles citizen_id',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'EdDSA',
      id_token_signed_response_alg: 'RS256',
      jwks: { keys: [KEY] },
      minimum_acr: 'LoA2',
      owner_unit: 'G14.05',
      default_max_age: 3600,
      pkce_policy: 'or_nonce',
      launcher: { title: 'Văn bản', title_en: 'Documents', icon: 'file', url: 'https://app.example/' },
      resources: ['https://api.app.example/v1'],
      role_change_notice: 'webhook',
      role_change_uri: 'https://app.example/roles-changed',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
    };
    const metadata: Record<string, unknown> = { ...parse(given) };
    for (const [name, value] of Object.entries(given)) assert.deepEqual(metadata[name], value, name);
  });

  describe('addresses of a browser', () => {
    const bad = [
      'http://app.example/callback',
      'http://10.0.0.1/callback',
      'http://localhost.evil.example/callback',
      'http://127.0.0.1.evil.example/',
      'https://app.example/callback#here',
      'https://app.example/callback#',
      'https://*.app.example/callback',
      'https://app.example/*',
      'https://user@app.example/callback',
      'https://user:secret@app.example/callback',
      'https://:secret@app.example/callback',
      'https://app.example\\@evil.example/',
      'https:\\\\app.example/',
      'https://app.example/call back',
      ' https://app.example/callback',
      'https://app.example/callback\n',
      'https://app.example/\tcallback',
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://app.example/x',
      'ftp://app.example/',
      'ws://app.example/',
      '//app.example/callback',
      '/callback',
      'app.example/callback',
      'com.example.app:/callback',
      'urn:ietf:wg:oauth:2.0:oob',
      'https://',
    ];
    for (const uri of bad) {
      it(`refuses ${JSON.stringify(uri)}`, () => {
        for (const name of ['redirect_uris', 'post_logout_redirect_uris']) {
          const found = problems({ [name]: [uri] });
          assert.equal(found.length, 1, `${name}: ${found.join('; ')}`);
          assert.match(found[0] ?? '', new RegExp(`^${name}: `));
        }
      });
    }

    it('takes https, and http on the machine itself', () => {
      const good = [
        'https://app.example/callback?tenant=1',
        'https://app.example:8443/',
        'https://10.0.0.1/callback',
        'http://localhost:3001/callback',
        'http://127.0.0.1/callback',
        'http://[::1]:5000/callback',
      ];
      assert.deepEqual(problems({ redirect_uris: good }), []);
    });

    it('takes an app’s own scheme from native clients only, as a reversed domain', () => {
      const uri = 'vn.example.app:/callback';
      assert.deepEqual(problems({ application_type: 'native', redirect_uris: [uri] }), []);
      assert.equal(problems({ redirect_uris: [uri] }).length, 1);
      for (const scheme of ['myapp:/x', 'javascript:alert(1)', 'data:x', 'http://app.example/']) {
        assert.equal(problems({ application_type: 'native', redirect_uris: [scheme] }).length, 1, scheme);
      }
    });

    it('refuses an address twice, and a list that is none', () => {
      assert.match(problems({ redirect_uris: [REDIRECT, REDIRECT] }).join(), /twice/);
      for (const value of [REDIRECT, [1], [null], [[REDIRECT]], {}, Array(101).fill(REDIRECT)]) {
        assert.match(problems({ redirect_uris: value }).join(), /redirect_uris: must be a list of texts/);
      }
    });

    it('lets through nothing but an address that browsers read as it stands', () => {
      const piece = fc.constantFrom(
        'https:',
        'http:',
        '//',
        '/',
        '\\',
        '@',
        '#',
        '*',
        ' ',
        'localhost',
        'evil.example',
        ':',
        'javascript:',
        '%00',
        '\u202e',
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
          const uri = pieces.join('');
          if (problems({ redirect_uris: [uri] }).length > 0) return;
          const url = new URL(uri);
          assert.ok(
            url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname),
            uri,
          );
          assert.equal(url.username + url.password + url.hash, '');
        }),
        { numRuns: 3000 },
      );
    });
  });

  it('refuses bad addresses of the server’s own calls, and of resources', () => {
    for (const name of ['backchannel_logout_uri', 'jwks_uri']) {
      for (const uri of [
        'ftp://x.example/',
        'javascript:x',
        'https://u:p@x.example/',
        'https://x.example/#a',
        'x',
        '',
      ]) {
        assert.notDeepEqual(problems({ [name]: uri }), [], `${name} ${uri}`);
      }
    }
    assert.match(problems({ resources: ['urn:micconnect:client:other'] }).join(), /given by MicConnect/);
    assert.notDeepEqual(problems({ resources: ['https://api.example/#x'] }), []);
    assert.notDeepEqual(problems({ resources: ['api'] }), []);
    assert.deepEqual(problems({ resources: ['urn:example:api', 'https://api.example/'] }), []);
  });

  describe('what belongs together', () => {
    const cases: [what: string, input: Input, problem: RegExp][] = [
      ['a code needs an address', { redirect_uris: [] }, /^redirect_uris: is required/],
      [
        'machines authenticate',
        { token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'client_credentials'] },
        /^grant_types: client_credentials/,
      ],
      [
        'a public client uses PKCE',
        { token_endpoint_auth_method: 'none', pkce_policy: 'or_nonce' },
        /^pkce_policy: must be required/,
      ],
      [
        'a public client cannot do without PKCE',
        { token_endpoint_auth_method: 'none', pkce_policy: 'none' },
        /^pkce_policy: must be required/,
      ],
      [
        'the legacy profile has no PKCE',
        { legacy_profile: true, pkce_policy: 'required' },
        /^pkce_policy: must be none with legacy_profile/,
      ],
      [
        'the legacy profile has its secret in the body',
        { legacy_profile: true, token_endpoint_auth_method: 'client_secret_basic' },
        /^token_endpoint_auth_method: must be client_secret_post/,
      ],
      [
        'the legacy profile is never public',
        { legacy_profile: true, token_endpoint_auth_method: 'none' },
        /public client|client_secret_post/,
      ],
      [
        'a key-based client has keys',
        { token_endpoint_auth_method: 'private_key_jwt' },
        /^jwks: is required/,
      ],
      [
        'keys come from one place',
        { jwks: { keys: [KEY] }, jwks_uri: 'https://app.example/jwks' },
        /^jwks_uri: give jwks or jwks_uri/,
      ],
      ['keys are public', { jwks: { keys: [{ ...KEY, d: 'x' }] } }, /^jwks: must hold public keys only/],
      [
        'keys are not symmetric',
        { jwks: { keys: [{ kty: 'oct', k: 'x' }] } },
        /^jwks: must hold public keys only/,
      ],
      ['a key set has keys', { jwks: { keys: [] } }, /^jwks: must be a JWK set/],
      ['a key set is one', { jwks: [KEY] }, /^jwks: must be a JWK set/],
      ['a level is known', { minimum_acr: 'LoA9' }, /^minimum_acr: LoA9 is not a level/],
      [
        'a level is no word of JavaScript',
        { minimum_acr: 'toString' },
        /^minimum_acr: toString is not a level/,
      ],
      ['a tile leads somewhere', { launcher: { title: 'X' } }, /^launcher\.url: is required/],
      ['a tile has a title', { launcher: { url: 'https://app.example/' } }, /^launcher\.title: is required/],
      [
        'a tile leads to a web page',
        { launcher: { title: 'X', url: 'javascript:alert(1)' } },
        /^launcher\.url: .*not allowed/,
      ],
      ['a tile is an object', { launcher: 'X' }, /^launcher\. must be a JSON object|^launcher/],
      [
        'a tile has no other names',
        { launcher: { title: 'X', url: 'https://app.example/', colour: 'red' } },
        /^launcher\.colour: is not a known name/,
      ],
      [
        'notices are of a known kind',
        { role_change_notice: 'mail' },
        /^role_change_notice: must be one of none, logout, webhook$/,
      ],
      [
        'a notice by logout needs logout messages',
        { role_change_notice: 'logout' },
        /^backchannel_logout_uri: is required for role_change_notice logout$/,
      ],
      [
        'a notice of its own needs an address',
        { role_change_notice: 'webhook' },
        /^role_change_uri: is required for role_change_notice webhook$/,
      ],
      [
        'an address for notices is for those only',
        { role_change_uri: 'https://app.example/roles' },
        /^role_change_uri: is for role_change_notice webhook only$/,
      ],
      [
        'notices go to web addresses',
        { role_change_notice: 'webhook', role_change_uri: 'file:///etc/passwd' },
        /^role_change_uri: .*has a scheme that is not allowed$/,
      ],
      [
        'notices go to addresses without a password',
        { role_change_notice: 'webhook', role_change_uri: 'https://a:b@app.example/roles' },
        /^role_change_uri: .*must not have a user name or password$/,
      ],
      [
        'a notice is about roles',
        { role_change_notice: 'webhook', role_change_uri: 'https://app.example/roles', scope: 'openid' },
        /^scope: must hold roles for role_change_notice$/,
      ],
      [
        'implicit is gone',
        { response_types: ['code', 'id_token'] },
        /^response_types: id_token is not supported/,
      ],
      ['passwords are no grant', { grant_types: ['password'] }, /^grant_types: password is not supported/],
      ['scopes are known', { scope: 'openid admin' }, /^scope: admin is not a known scope/],
      [
        'signatures are asymmetric',
        { id_token_signed_response_alg: 'HS256' },
        /^id_token_signed_response_alg: must be one of/,
      ],
      [
        'signatures are there',
        { id_token_signed_response_alg: 'none' },
        /^id_token_signed_response_alg: must be one of/,
      ],
      [
        'methods are known',
        { token_endpoint_auth_method: 'client_secret_jwt' },
        /^token_endpoint_auth_method: must be one of/,
      ],
      ['ages are whole seconds', { default_max_age: -1 }, /^default_max_age: must be a whole number/],
      ['ages are numbers', { default_max_age: '60' }, /^default_max_age: must be a whole number/],
      [
        'switches are switches',
        { dpop_bound_access_tokens: 'yes' },
        /^dpop_bound_access_tokens: must be true or false/,
      ],
      ['names are texts', { client_name: 7 }, /^client_name: must be a text/],
      ['names are not endless', { client_name: 'x'.repeat(2001) }, /^client_name: must be a text/],
    ];
    for (const [what, input, problem] of cases) {
      it(`${what}`, () => assert.match(problems(input).join('\n'), new RegExp(problem, 'm')));
    }

    it('the legacy profile implies the rest', () => {
      const metadata = parse({ legacy_profile: true });
      assert.equal(metadata.pkce_policy, 'none');
      assert.equal(metadata.token_endpoint_auth_method, 'client_secret_post');
    });

    it('no notice is the same as none', () => {
      assert.equal('role_change_notice' in parse({ role_change_notice: 'none' }), false);
    });

    it('a client without a code needs no address and no response type', () => {
      const metadata = parseClientMetadata({ grant_types: ['client_credentials'] });
      assert.deepEqual(metadata.redirect_uris, []);
      assert.deepEqual(metadata.response_types, []);
    });
  });

  it('names every unknown name, and lets those of the RFCs pass', () => {
    const found = problems({ redirect_uri: 'x', minimumAcr: 'LoA1', is_admin: true });
    assert.deepEqual(
      found
        .filter((problem) => problem.endsWith('is not a known name'))
        .map((problem) => problem.split(':')[0]),
      ['redirect_uri', 'minimumAcr', 'is_admin'],
    );
    assert.deepEqual(problems({ client_id: 'a', contacts: ['x'], logo_uri: 'x', software_id: 'y' }), []);
  });

  it('reads no inherited name', () => {
    const input = JSON.parse(`{"redirect_uris":["${REDIRECT}"],"__proto__":{"legacy_profile":true}}`);
    assert.match(problemsOf(input).join(), /__proto__: is not a known name/);
    assert.equal(
      parseClientMetadata(
        Object.create({ legacy_profile: true }, { redirect_uris: { value: [REDIRECT], enumerable: true } }),
      ).legacy_profile,
      false,
    );
  });

  it('tells every problem at once', () => {
    const found = problems({
      redirect_uris: ['http://app.example/', 'javascript:x'],
      scope: 'admin',
      jwks: 'x',
      default_max_age: 1.5,
      colour: 'red',
    });
    assert.equal(found.length, 6, found.join('\n'));
  });

  it('refuses what is no object', () => {
    for (const input of [null, 'x', 7, [], [{}], undefined, true]) {
      assert.match(problemsOf(input).join(), /must be a JSON object/, JSON.stringify(input));
    }
  });

  it('answers any JSON with a registration or its problems', () => {
    fc.assert(fc.property(fc.jsonValue(), (input) => void problemsOf(input)));
    const names = fc.constantFrom(
      'redirect_uris',
      'jwks',
      'launcher',
      'scope',
      'grant_types',
      'minimum_acr',
      'client_name',
    );
    fc.assert(fc.property(fc.dictionary(names, fc.jsonValue()), (input) => void problemsOf(input)));
  });
});
