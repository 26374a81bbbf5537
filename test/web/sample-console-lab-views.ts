import { LAB_ITEMS } from '../../src/domain/integration-lab/checklist.ts';
import { PROBES } from '../../src/domain/integration-lab/probe.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { LabView } from '../../src/web/admin/lab-view.ts';

const at = new Date('2026-11-20T02:12:40Z');
const STATES = ['failing', 'warning', 'untested', 'passed'] as const;

/** The integration lab in every state. */
export function sampleLabViews(text: (typical: string) => string, frame: ConsoleFrame) {
  const step = {
    text: text('Trả mã về địa chỉ đã đăng ký'),
    remedy: null,
    isFault: false,
    took: text('41 ms'),
  };
  const full: LabView = {
    ...frame,
    notice: 'ran',
    mayRun: true,
    id: 'reporting',
    title: text('Hệ thống thông tin báo cáo'),
    url: text('https://baocao.mic.example/'),
    watchedUntil: at,
    ranAt: at,
    passed: 9,
    rows: LAB_ITEMS.map((item, index) => ({
      item,
      state: STATES[index] ?? 'passed',
      found: text('Ứng dụng trả HTTP 503'),
      reference: 'RFC 7636',
      ledger: index === 0 ? '/admin/logouts?client=reporting' : null,
    })),
    signIns: [
      { startedAt: at, steps: [step, { ...step, isFault: true, remedy: text('So từng ký tự') }] },
      { startedAt: at, steps: [step] },
    ],
    probes: PROBES.map((probe, index) => ({
      probe,
      expected: index === 0 ? 'accepted' : 'refused',
      answer: text('HTTP 400'),
      isAsExpected: index > 1,
    })),
  };
  const none = { url: null, watchedUntil: null, ranAt: null, signIns: [], probes: [], notice: null };
  const passed = full.rows.map((row) => ({ ...row, state: 'passed' as const }));
  const views: LabView[] = [
    full,
    { ...full, rows: passed, passed: passed.length, notice: 'watching' },
    { ...full, ...none, mayRun: false },
    { ...full, ...none, notice: 'busy' },
  ];
  return { 'admin/client-lab': views };
}
