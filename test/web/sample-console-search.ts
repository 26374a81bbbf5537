import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { SearchView } from '../../src/web/admin/search-view.ts';

/** The search for everything: before, with and without a result. */
export function sampleSearchViews(text: (typical: string) => string, frame: ConsoleFrame): SearchView[] {
  const found = (name: string, detail = '') => ({
    name: text(name),
    detail: detail && text(detail),
    address: text('/admin/people/7'),
  });
  return [
    {
      ...frame,
      text: text('anh'),
      groups: [
        {
          title: 'console.people',
          icon: 'users',
          found: [found('Nguyễn Ngọc Ánh', 'nnanh@mic.example')],
          more: text('/admin/people?q=anh'),
        },
        { title: 'search.roles', icon: 'key', found: [found('Văn thư', 'Văn bản')], more: null },
        { title: 'search.pages', icon: 'layout-dashboard', found: [found('Cán bộ')], more: null },
      ],
    },
    { ...frame, text: text('zzz'), groups: [] },
    { ...frame, text: '', groups: [] },
  ];
}
