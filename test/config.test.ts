import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, type Environment, loadConfig } from '../src/config.ts';

const KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256)).toString('base64');
const PRODUCTION = {
  NODE_ENV: 'production',
  ISSUER: 'https://id.mic.example',
  DATABASE_URL: 'postgresql://micconnect@db/micconnect',
  SECRETS_KEY: KEY,
};

function problemsOf(environment: Environment): string[] {
  try {
    loadConfig(environment, '/srv');
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map(({ key }) => key);
  }
}

describe('config', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'micconnect-config-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  function file(name: string, text: string): string {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  }

  it('needs nothing to be tried out', () => {
    const config = loadConfig({}, '/srv');
    assert.deepEqual(
      { ...config },
      {
        production: false,
        issuer: 'http://localhost:3000',
        host: '::',
        port: 3000,
        databaseUrl: null,
        breachedPasswords: null,
        dataDir: '/srv/.data',
        keysDir: '/srv/keys',
        certificateOrigin: 'https://localhost:3443',
        certificatePort: 3443,
        trustedProxies: [],
        networks: [],
        outboundAllow: [],
        smtpUrl: null,
        mailFrom: 'MicConnect <khong-tra-loi@mic.example>',
        secretsKey: null,
        workers: 1,
        sampleData: true,
        samplePort: 3001,
        ministry: { vi: 'Bộ Thông tin và Truyền thông', en: 'Ministry of Information and Communications' },
        supportPhone: '2088',
        sessionIdleMs: 30 * 60_000,
        sessionAbsoluteMs: 600 * 60_000,
        logLevel: 'info',
      },
    );
    assert.ok(Object.isFrozen(config));
  });

  it('is right for production with four keys', () => {
    const config = loadConfig(PRODUCTION, '/srv');
    assert.equal(config.production, true);
    assert.equal(config.sampleData, false);
    assert.equal(config.secretsKey?.length, 32);
  });

  it('tells every problem at once', () => {
    const wrong = {
      ISSUER: 'id.mic.example',
      PORT: '70000',
      TRUSTED_PROXIES: '10.0.0.0/8, proxy.example',
      OUTBOUND_ALLOW: 'http://x.example',
      SECRETS_KEY: 'short',
      WORKERS: '0',
      SAMPLE_DATA: 'maybe',
      SAMPLE_PORT: '-1',
      MICCONNECT_SESSION_MINUTES: 'ten',
      MICCONNECT_UNKNOWN: 'x',
    };
    assert.deepEqual(new Set(problemsOf(wrong)), new Set(Object.keys(wrong)));
    try {
      loadConfig(wrong, '/srv');
    } catch (error) {
      const lines = (error as Error).message.split('\n');
      assert.equal(lines.length, Object.keys(wrong).length);
      for (const key of Object.keys(wrong))
        assert.ok(
          lines.some((line) => line.trim().startsWith(`${key}:`)),
          key,
        );
    }
  });

  it('never repeats a secret in a problem', () => {
    for (const environment of [
      { SECRETS_KEY: 'canary-4711' },
      { SECRETS_KEY: 'canary-4711', SECRETS_KEY_FILE: '/nowhere' },
      { ...PRODUCTION, SECRETS_KEY: Buffer.alloc(32, 'c').toString('base64') },
    ]) {
      assert.throws(
        () => loadConfig(environment, '/srv'),
        (error: Error) => {
          assert.equal(error.message.includes(environment.SECRETS_KEY), false);
          return true;
        },
      );
    }
  });

  describe('production', () => {
    const refusals: [what: string, change: Environment, key: string][] = [
      ['http', { ISSUER: 'http://id.mic.example' }, 'ISSUER'],
      ['no issuer', { ISSUER: undefined }, 'ISSUER'],
      ['the embedded database', { DATABASE_URL: undefined, SAMPLE_DATA: 'off' }, 'DATABASE_URL'],
      ['a missing key', { SECRETS_KEY: undefined }, 'SECRETS_KEY'],
      ['a key of zeros', { SECRETS_KEY: Buffer.alloc(32).toString('base64') }, 'SECRETS_KEY'],
      [
        'a key of a word',
        { SECRETS_KEY: Buffer.from('abababababababababababababababab').toString('base64') },
        'SECRETS_KEY',
      ],
      ['public passwords', { SAMPLE_DATA: 'on' }, 'SAMPLE_DATA'],
    ];
    for (const [what, change, key] of refusals) {
      it(`refuses ${what}`, () => assert.deepEqual(problemsOf({ ...PRODUCTION, ...change }), [key]));
    }
  });

  describe('values', () => {
    it('take an issuer as an origin only', () => {
      assert.equal(loadConfig({ ISSUER: 'https://id.mic.example/' }, '/').issuer, 'https://id.mic.example');
      for (const issuer of [
        'https://id.mic.example/path',
        'https://id.mic.example:443',
        'https://ID.mic.example',
        'https://u@id.mic.example',
        'https://id.mic.example?x',
        'https://id.mic.example#x',
        'ftp://id.mic.example',
        'javascript:x',
        'localhost:3000',
      ]) {
        assert.deepEqual(problemsOf({ ISSUER: issuer }), ['ISSUER'], issuer);
      }
    });

    it('take whole numbers within bounds', () => {
      for (const port of ['0', '65536', '1.5', '-1', 'x', ' ', '1e9', '0x50000']) {
        assert.deepEqual(problemsOf({ PORT: port }), ['PORT'], port);
      }
      assert.equal(loadConfig({ PORT: '8080' }, '/').port, 8080);
    });

    it('take switches in the usual words', () => {
      for (const word of ['on', 'true', 'yes', '1', 'ON'])
        assert.equal(loadConfig({ SAMPLE_DATA: word }, '/').sampleData, true);
      for (const word of ['off', 'false', 'no', '0'])
        assert.equal(loadConfig({ SAMPLE_DATA: word }, '/').sampleData, false);
      for (const word of ['maybe', 'toString', 'constructor'])
        assert.deepEqual(problemsOf({ SAMPLE_DATA: word }), ['SAMPLE_DATA'], word);
    });

    it('take lists of networks and hosts', () => {
      const config = loadConfig(
        {
          TRUSTED_PROXIES: ' 10.0.0.0/8,127.0.0.1,, fd00::/8',
          OUTBOUND_ALLOW: 'app.mic.example,10.0.0.5,fd00::/8',
        },
        '/',
      );
      assert.deepEqual(config.trustedProxies, ['10.0.0.0/8', '127.0.0.1', 'fd00::/8']);
      assert.deepEqual(config.outboundAllow, ['app.mic.example', '10.0.0.5', 'fd00::/8']);
      for (const proxy of ['10.0.0.0/33', '10.0.0', 'proxy', '10.0.0.0/8/8', '::/129', '10.0.0.0/-1', '*']) {
        assert.deepEqual(problemsOf({ TRUSTED_PROXIES: proxy }), ['TRUSTED_PROXIES'], proxy);
      }
      for (const host of ['http://x', 'x:80', '*.x', 'x/y', '-x']) {
        assert.deepEqual(problemsOf({ OUTBOUND_ALLOW: host }), ['OUTBOUND_ALLOW'], host);
      }
    });

    it('read paths from the working folder', () => {
      const config = loadConfig({ DATA_DIR: 'here', KEYS_DIR: '/etc/keys' }, '/srv/app');
      assert.deepEqual([config.dataDir, config.keysDir], ['/srv/app/here', '/etc/keys']);
    });

    it('treat an empty key as none', () => {
      const config = loadConfig({ DATABASE_URL: '', SMTP_URL: '', PORT: '', SECRETS_KEY_FILE: '' }, '/');
      assert.deepEqual([config.databaseUrl, config.smtpUrl, config.port], [null, null, 3000]);
    });
  });

  describe('rules of more than one key', () => {
    it('keep the rest of a session within its life', () => {
      const minutes = (idle: string, whole: string) =>
        problemsOf({ MICCONNECT_SESSION_IDLE_MINUTES: idle, MICCONNECT_SESSION_MINUTES: whole });
      assert.deepEqual(minutes('60', '30'), ['MICCONNECT_SESSION_IDLE_MINUTES']);
      assert.deepEqual(minutes('30', '30'), []);
    });

    it('give several processes to PostgreSQL only', () => {
      assert.deepEqual(problemsOf({ WORKERS: '2' }), ['WORKERS']);
      assert.deepEqual(problemsOf({ WORKERS: '2', DATABASE_URL: 'postgresql://db' }), []);
    });
  });

  describe('files', () => {
    it('hold any secret, without the line end', () => {
      const config = loadConfig(
        {
          SECRETS_KEY_FILE: file('key', `${KEY}\n`),
          DATABASE_URL_FILE: file('url', 'postgresql://u:p@db/x\r\n'),
        },
        '/',
      );
      assert.equal(config.secretsKey?.toString('base64'), KEY);
      assert.equal(config.databaseUrl, 'postgresql://u:p@db/x');
    });

    it('hold our own keys as well', () => {
      assert.equal(
        loadConfig({ MICCONNECT_SUPPORT_PHONE_FILE: file('phone', '113') }, '/').supportPhone,
        '113',
      );
    });

    it('are a problem beside the key itself, missing, or a folder', () => {
      const key = file('key', KEY);
      assert.deepEqual(problemsOf({ SECRETS_KEY: KEY, SECRETS_KEY_FILE: key }), ['SECRETS_KEY']);
      assert.deepEqual(problemsOf({ SMTP_URL_FILE: join(directory, 'missing') }), ['SMTP_URL_FILE']);
      assert.deepEqual(problemsOf({ SMTP_URL_FILE: directory }), ['SMTP_URL_FILE']);
    });

    it('in production count as the key', () => {
      const { SECRETS_KEY: _, ...rest } = PRODUCTION;
      assert.deepEqual(problemsOf({ ...rest, SECRETS_KEY_FILE: file('key', KEY) }), []);
      assert.deepEqual(problemsOf({ ...rest, SECRETS_KEY_FILE: file('empty', '\n') }), ['SECRETS_KEY']);
    });
  });

  it('stops at unknown keys of ours, and minds no others', () => {
    for (const key of [
      'MICCONNECT_',
      'MICCONNECT_SESSION_MINUTE',
      'MICCONNECT_MINISTRY_FILE_FILE',
      'MICCONNECT_ISSUER',
    ]) {
      assert.deepEqual(problemsOf({ [key]: 'x' }), [key]);
    }
    assert.deepEqual(problemsOf({ PATH: '/bin', micconnect_x: 'x', XMICCONNECT_: 'x' }), []);
  });
});
