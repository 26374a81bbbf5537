import { FORM } from './raw-request.ts';

export const LONG = 'x'.repeat(100_000);
export const MEGABYTE = 'x'.repeat(1_000_000);
/** They would end the request before the fields that are meant. */
export const CREDENTIAL_FIELDS = /\bclient_(id|secret|assertion|assertion_type)=[^&]*&?/g;

/** Bodies that no client of ours sends; `type` is the form's unless it says another. */
export const BODIES: Record<
  string,
  { type?: string; body?: string | Buffer; headers?: Record<string, string> }
> = {
  'nothing at all': {},
  'a form without fields': { body: '' },
  JSON: { type: 'application/json', body: '{"grant_type":"client_credentials","token":"x"}' },
  'broken JSON': { type: 'application/json', body: '{"a":' },
  'text as a form': { body: 'hello' },
  'plain text': { type: 'text/plain', body: 'token=x&grant_type=client_credentials' },
  multipart: { type: 'multipart/form-data; boundary=x', body: '--x\r\n\r\ny\r\n--x--' },
  XML: { type: 'application/xml', body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
  'a type that is none': { type: '\u00e9;;;=', body: 'token=x' },
  'a charset that is none': { type: `${FORM['content-type']}; charset=utf-99`, body: 'token=x' },
  'UTF-16': {
    type: `${FORM['content-type']}; charset=utf-16`,
    body: Buffer.from('token=x&grant_type=password', 'utf16le'),
  },
  'bytes that are not UTF-8': { body: Buffer.from([0x74, 0x6f, 0x3d, 0xff, 0xfe, 0x80, 0xc0]) },
  'broken percent signs': { body: 'token=%&grant_type=%zz&code=%E0%A4%A&%=%' },
  'NUL in every field': { body: everyField('%00') },
  'a client with NUL': { body: 'client_id=%00' },
  'a client with NUL and a secret': { body: 'client_id=%00&client_secret=%00' },
  'a client that is nobody': { body: 'client_id=nobody&client_secret=x' },
  'a client __proto__': { body: 'client_id=__proto__&client_secret=__proto__' },
  'NUL within': { body: everyField('a%00b') },
  'a lone surrogate': { body: everyField('%ED%A0%80') },
  'line breaks': { body: everyField('a%0d%0aSet-Cookie:%20x=1') },
  'every field twice': { body: `${everyField('a')}&${everyField('b')}` },
  lists: { body: everyField('x').replaceAll('=', '[]=') },
  objects: { body: everyField('x').replaceAll('=', '[a][b]=') },
  'names of prototypes': {
    body: '__proto__=1&__proto__[polluted]=1&constructor[prototype][polluted]=1&constructor=1&toString=1',
  },
  'prototypes as values': { body: everyField('__proto__') },
  constructors: { body: everyField('constructor') },
  'a field of 100 kB': { body: `token=${LONG}&grant_type=client_credentials` },
  'every field long': { body: everyField('x'.repeat(2500)) },
  'a name of 50 kB': { body: `${'n'.repeat(50_000)}=x` },
  '5,000 fields': { body: Array.from({ length: 5000 }, (_, index) => `a${index}=1`).join('&') },
  'one megabyte': { body: `token=${MEGABYTE}` },
  'a body said to be compressed': { body: 'token=x', headers: { 'content-encoding': 'gzip' } },
};

/** Authorization headers that no client sends. */
export const CREDENTIALS: Record<string, string> = {
  'no scheme': 'documents',
  'Basic without anything': 'Basic ',
  'Basic that is not base64': 'Basic !!!!',
  'Basic without a colon': `Basic ${btoa('documents')}`,
  'Basic with NUL': `Basic ${btoa('documents\0:x\0')}`,
  'Basic with broken percent signs': `Basic ${btoa('%zz:%')}`,
  'Basic with encoded NUL': `Basic ${btoa('%00:%00')}`,
  'Basic with a wrong secret': `Basic ${btoa('documents:wrong')}`,
  'Basic of __proto__': `Basic ${btoa('__proto__:__proto__')}`,
  'Basic with bytes': `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0x80]).toString('base64')}`,
  'Basic of 20 kB': `Basic ${btoa(`documents:${'x'.repeat(20_000)}`)}`,
  'Basic twice': `Basic ${btoa('documents:x')} Basic ${btoa('documents:x')}`,
  Bearer: 'Bearer \u00e9\u00e9',
  Digest: 'Digest username="documents"',
  Negotiate: 'Negotiate YIIB',
};

export const QUERIES: Record<string, string> = {
  nothing: '',
  'broken percent signs': 'client_id=%&redirect_uri=%zz&state=%E0%A4%A',
  'NUL in the client': 'client_id=%00&response_type=code',
  'a client that is a list': 'client_id[]=documents&client_id[]=portal',
  'two clients': 'client_id=documents&client_id=portal&response_type=code',
  'no such client': 'client_id=nobody&response_type=code&scope=openid',
  'the client __proto__': 'client_id=__proto__&response_type=code',
  'a client of 10 kB': `client_id=${'x'.repeat(10_000)}`,
  'names of prototypes': '__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__=1',
};

/** Parameters of an otherwise good request; the answer is a refusal, here or at the client. */
export const PARAMETERS: Record<string, string> = {
  'two states': 'state=a&state=b',
  'a state with NUL': 'state=a%00b',
  'a nonce with NUL': 'nonce=%00',
  'a login hint with NUL': 'login_hint=%00',
  'a lone surrogate': 'state=%ED%A0%80&login_hint=%ED%A0%80',
  'line breaks': 'state=a%0d%0aSet-Cookie:%20x=1&login_hint=%0d%0a',
  'locales with NUL': 'ui_locales=%00',
  'locales of prototypes': 'ui_locales=__proto__+constructor',
  'claims with a lone surrogate': 'claims=%7B%22id_token%22:%7B%22a%5Cud800%22:null%7D%7D',
  'a level with NUL in claims':
    'claims=%7B%22id_token%22:%7B%22acr%22:%7B%22values%22:%5B%22%5Cu0000%22%5D%7D%7D%7D',
  '2,000 locales': `ui_locales=${'vi+'.repeat(2000)}`,
  '2,000 levels': `acr_values=${'LoA1+'.repeat(2000)}`,
  'levels with NUL': 'acr_values=%00',
  'a scope of quotes': 'scope=openid+%22%5C',
  'a scope with NUL': 'scope=openid+%00',
  'a scope of 20 kB': `scope=openid+${'x'.repeat(20_000)}`,
  'a scope __proto__': 'scope=openid+__proto__+constructor',
  'a negative age': 'max_age=-1',
  'an age that is none': 'max_age=abc',
  'an enormous age': 'max_age=1e999',
  'a prompt that is none': 'prompt=everything',
  'a mode that is none': 'response_mode=__proto__',
  'claims that are broken': 'claims=%7B',
  'claims that are a list': 'claims=%5B%5D',
  'claims that are a number': 'claims=1',
  'claims that are nothing': 'claims=%7B%22id_token%22:null,%22userinfo%22:null%7D',
  'claims of prototypes': 'claims=%7B%22id_token%22:%7B%22__proto__%22:%7B%22essential%22:true%7D%7D%7D',
  'claims with NUL': 'claims=%7B%22id_token%22:%7B%22a%5Cu0000%22:null%7D%7D',
  'claims 2,000 deep': `claims=${'%5B'.repeat(2000)}${'%5D'.repeat(2000)}`,
  'a resource that is none': 'resource=no+address',
  'a resource with NUL': 'resource=%00',
  '50 resources': Array.from({ length: 50 }, (_, index) => `resource=urn:x:${index}`).join('&'),
  'a hint that is none': 'id_token_hint=x.y.z',
  'a hint with NUL': 'id_token_hint=%00',
  'a response type of names': 'response_type=__proto__',
  'unexpected fields': 'foo=bar&id_token=x&access_token=y&code=z&error=e&iss=https://evil.example',
  'a registration': 'registration=%7B%7D',
  'a request object': 'request=eyJhbGciOiJub25lIn0.e30.',
  'a pushed request that never was': 'request_uri=urn:ietf:params:oauth:request_uri:x',
  'a pushed request with NUL': 'request_uri=urn:ietf:params:oauth:request_uri:%00',
  'a key thumbprint that is none': 'dpop_jkt=%00',
};

function everyField(value: string): string {
  return [
    ...['grant_type', 'client_id', 'client_secret', 'code', 'redirect_uri', 'code_verifier', 'refresh_token'],
    ...['device_code', 'scope', 'resource', 'token', 'token_type_hint', 'response_type', 'state', 'nonce'],
    ...['client_assertion', 'client_assertion_type', 'id_token_hint', 'claims', 'user_code'],
  ]
    .map((name) => `${name}=${value}`)
    .join('&');
}
