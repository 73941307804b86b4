import { NOTICES, type NoticeKind, noticeKinds } from '../../../domain/people/notices.js'
import { invalid, refused } from '../../../lib/errors.js'
import { type ArgsOf, optional } from '../params.js'

export const noticeParams = {
  company: optional('record', 'Company', { record: 'company', hint: 'Without one: of all mail' }),
  kind: optional('choice', 'Kind of message', { choices: noticeKinds().filter((kind) => NOTICES[kind].mute === true) }),
}

/** What is muted: a kind of message, new mail of a company, or all new mail. Throws `invalid`, `refused`. */
export function mutedSubject({ company, kind }: ArgsOf<typeof noticeParams>): {
  subject: string
  what: string
  same: Readonly<Record<string, unknown>>
} {
  if (company && kind) throw invalid('Say a company or a kind, not both.')
  if (kind === undefined)
    return company
      ? { subject: company.id, what: `new mail from ${company.title}`, same: { company: company.ref } }
      : { subject: 'all', what: 'new mail', same: {} }
  const { what, mute } = NOTICES[kind as NoticeKind]
  if (mute !== true) throw refused(mute)
  return { subject: kind, what, same: { kind } }
}
