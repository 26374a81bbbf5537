import type { consoleSettingsVi } from './console-settings-vi.ts';

/** English texts of the console's page of policies. */
export const consoleSettingsEn: Record<keyof typeof consoleSettingsVi, string> = {
  'console.system': 'System',
  'console.settings': 'Settings',
  'settings.title': 'Settings',
  'settings.lead':
    'Policies take effect when they are saved, on every server. Each change is in the audit log.',
  'settings.saved': 'Saved.',
  'settings.readOnly': 'Only system administrators change them.',
  'settings.on': 'Yes',
  'settings.off': 'No',
  'settings.range': '{least} to {most}; {default} by default',
  'settings.default': 'By default: {value}',
  'settings.save': 'Save',
  'settings.reset': 'Use default',
  'settings.changed': 'Not the default',
  'settings.group.guard': 'Removal guard of HR imports',
  'settings.group.handover': 'Handover',
  'settings.group.mandate': 'Mandates',
  'settings.group.dormant': 'Accounts long unused',
  'settings.group.activation': 'Activation of accounts',
  'settings.group.password': 'Passwords',
  'settings.group.request': 'Requests for roles',
  'settings.group.lock': 'Lock of the password path',
  'settings.group.multi_factor': 'Two-step sign-in',
  'settings.group.console': 'Console',
  'settings.group.break_glass': 'Emergency account',
  'settings.group.review': 'Access reviews',
};
