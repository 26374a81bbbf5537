import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';
import type { Lang } from './translate.ts';

type ReviewCode = Extract<ErrorCode, `review_${string}`>;

/** Refusals of access reviews. */
export const reviewErrors: Readonly<Record<Lang, Readonly<Record<ReviewCode, ErrorText>>>> = {
  vi: {
    review_invalid: {
      title: 'Thông tin rà soát chưa đúng',
      remedy: 'Xem trường được nêu: phạm vi là một đơn vị hoặc một ứng dụng, thu hồi phải có lý do.',
    },
    review_not_found: { title: 'Không có đợt rà soát này', remedy: 'Xem các đợt bằng review list.' },
    review_too_large: {
      title: 'Phạm vi rà soát quá lớn',
      remedy: 'Mở từng đợt cho các đơn vị nhỏ hơn.',
    },
    review_closed: {
      title: 'Đợt rà soát đã ký và nộp',
      remedy: 'Quyết định không đổi được nữa. Thu hồi quyền ở trang cấp quyền, hoặc mở đợt mới.',
    },
    review_incomplete: {
      title: 'Còn mục chưa quyết định',
      remedy: 'Quyết định hết các mục còn lại rồi ký và nộp.',
    },
    review_not_closed: {
      title: 'Đợt rà soát chưa ký và nộp',
      remedy: 'Ký và nộp trước khi kết xuất biên bản.',
    },
    review_item_not_found: {
      title: 'Không có mục này trong đợt rà soát',
      remedy: 'Xem số thứ tự các mục bằng review show.',
    },
    review_item_decided: {
      title: 'Mục này đã được quyết định',
      remedy: 'Xem ai đã quyết định, rồi xem mục tiếp theo.',
    },
    review_question_open: {
      title: 'Mục này đang có câu hỏi chờ trả lời',
      remedy: 'Đợi trả lời rồi hỏi tiếp, hoặc quyết định ngay.',
    },
    review_not_asked: {
      title: 'Không có câu hỏi nào chờ trả lời',
      remedy: 'Xem lại mục này: câu hỏi đã được trả lời, hoặc hỏi người khác.',
    },
    review_own_role: {
      title: 'Không tự rà soát quyền của mình',
      remedy: 'Để người rà soát khác quyết định mục này.',
    },
    review_own_grant: {
      title: 'Không rà soát quyền do chính mình cấp',
      remedy: 'Để người rà soát khác quyết định mục này.',
    },
    review_record_invalid: {
      title: 'Biên bản rà soát không còn nguyên vẹn',
      remedy: 'Kết xuất lại biên bản từ hệ thống này rồi kiểm tra lại.',
    },
  },
  en: {
    review_invalid: {
      title: 'The review is not as it must be',
      remedy:
        'See the field that is named: its scope is one unit or one relying party, and to revoke takes a reason.',
    },
    review_not_found: { title: 'There is no such review', remedy: 'List the reviews with review list.' },
    review_too_large: {
      title: 'The review would be too large',
      remedy: 'Open a review for each of several smaller units.',
    },
    review_closed: {
      title: 'The review was signed and submitted',
      remedy: 'Its decisions stand. Revoke the role grant itself, or open a new review.',
    },
    review_incomplete: {
      title: 'Some items are not decided',
      remedy: 'Decide on the rest, then sign and submit.',
    },
    review_not_closed: {
      title: 'The review was not signed and submitted yet',
      remedy: 'Sign and submit it before you export its record.',
    },
    review_item_not_found: {
      title: 'The review has no such item',
      remedy: 'See the numbers of its items with review show.',
    },
    review_item_decided: {
      title: 'This item was decided before',
      remedy: 'See who decided it, and go on with the next one.',
    },
    review_question_open: {
      title: 'A question about this item waits for its answer',
      remedy: 'Wait for it before you ask again, or decide now.',
    },
    review_not_asked: {
      title: 'No question waits for this answer',
      remedy: 'Look at the item again: it was answered, or somebody else was asked.',
    },
    review_own_role: {
      title: 'Nobody reviews a role of her own',
      remedy: 'Leave this item to another reviewer.',
    },
    review_own_grant: {
      title: 'Nobody reviews a role grant that she gave',
      remedy: 'Leave this item to somebody else among the reviewers.',
    },
    review_record_invalid: {
      title: 'The record of the review is not intact',
      remedy: 'Export the record from this system again, and verify that.',
    },
  },
};
