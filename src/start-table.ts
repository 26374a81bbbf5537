import type { Config } from './config.ts';

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
export async function startTable(config: Config): Promise<string> {
  const lines = [['MicConnect', config.issuer]];
  if (config.sampleData) {
    const { SAMPLE_PASSWORD } = await import('./sample-mode.ts');
    const { sampleClients } = await import('./samples/sample-roles.ts');
    for (const { input } of sampleClients(config.samplePort)) {
      const { title, url } = input.launcher as { title: string; url: string };
      lines.push([title, url]);
    }
    lines.push(
      ['', ''],
      ['Mật khẩu / password', SAMPLE_PASSWORD],
      ...ACCOUNTS.map(([name = '', role = '']) => [name, role]),
    );
  }
  lines.push(['', '']);
  if (config.databaseUrl === null) {
    lines.push(['CSDL / database', `nhúng, để dùng thử / embedded, for evaluation: ${config.dataDir}`]);
    if (config.smtpUrl === null) lines.push(['Thư / mail', `${config.dataDir}/mail`]);
  }
  lines.push(['Tiếp theo / next', 'npx micconnect --help']);
  const width = Math.max(...lines.map(([name = '']) => [...name].length));
  return `\n${lines.map(([name = '', text = '']) => `  ${name}${' '.repeat(width - [...name].length)}  ${text}`.trimEnd()).join('\n')}\n\n`;
}
