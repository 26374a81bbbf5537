import type { Config } from './config.ts';
import { SAMPLE_SIGNER, sampleCertificatesDir } from './sample-places.ts';
import type { CertificateDoors } from './start-server.ts';

const ACCOUNTS = [
  ['admin@mic.example', 'quản trị hệ thống / system administrator'],
  ['hr@mic.example', 'cán bộ nhân sự / HR officer'],
  ['unit-admin@mic.example', 'quản trị đơn vị / unit administrator'],
  ['auditor@mic.example', 'kiểm toán viên / auditor'],
  ['staff@mic.example', 'cán bộ, có vai trò ở cả sáu ứng dụng / staff, a role in every system'],
  ['clerk@mic.example', 'văn thư, chỉ ở văn bản / clerk, in documents only'],
  ['leaver@mic.example', 'dùng cho bài nghỉ việc / for the leaver walk-through'],
];

/** What a person wants to see once the server is ready: addresses, accounts, next steps. */
export async function startTable(config: Config, doors: CertificateDoors): Promise<string> {
  const lines = [['MicConnect', config.issuer]];
  if (config.sampleData) lines.push(...(await sampleLines(config, doors)));
  lines.push(['', '']);
  if (config.databaseUrl === null) {
    lines.push(['CSDL / database', `nhúng, để dùng thử / embedded, for evaluation: ${config.dataDir}`]);
    if (config.smtpUrl === null) lines.push(['Thư / mail', `${config.dataDir}/mail`]);
  }
  lines.push(['Tiếp theo / next', 'npx micconnect --help']);
  const width = Math.max(...lines.map(([name = '']) => [...name].length));
  return `\n${lines.map(([name = '', text = '']) => `  ${name}${' '.repeat(width - [...name].length)}  ${text}`.trimEnd()).join('\n')}\n\n`;
}

async function sampleLines(config: Config, doors: CertificateDoors): Promise<string[][]> {
  const { SAMPLE_PASSWORD } = await import('./sample-mode.ts');
  const { sampleClients } = await import('./samples/sample-roles.ts');
  const { SAMPLE_CERTIFICATES } = await import('./samples/certificates/sample-trees.ts');
  const { certificateOrigin, certificatePort } = config;
  const taken = (port: number) => `cổng ${port} đang bận, không mở / port ${port} is taken, not open`;
  return [
    ...sampleClients(config.samplePort).map(({ input }) => {
      const { title, url } = input.launcher as { title: string; url: string };
      return [title, url];
    }),
    ['', ''],
    ['Mật khẩu / password', `${SAMPLE_PASSWORD} (cả tệp .p12 / of .p12 files too)`],
    ...ACCOUNTS,
    ['', ''],
    ['Chứng thư số / certificates', sampleCertificatesDir(config)],
    ...SAMPLE_CERTIFICATES.map(({ name, account, about }) => [
      `${name}.p12`,
      `${account}@mic.example, ${about.vi} / ${about.en}`,
    ]),
    ['Trong trình duyệt / in browsers', doors.listener ? certificateOrigin : taken(certificatePort)],
    [
      'Trình ký mô phỏng / test signer',
      doors.sampleSigner
        ? `${SAMPLE_SIGNER}, mở một lần để tin và chọn token / open it once to trust it and to choose a token`
        : taken(Number(new URL(SAMPLE_SIGNER).port)),
    ],
  ];
}
