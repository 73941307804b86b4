import { unmuteNotices } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'notice unmute',
  summary: 'Hear of new mail again',
  example: 'notice unmute company:Acme',
  params: { company: optional('record', 'Company', { record: 'company', hint: 'Without one: of all mail' }) },
  needs: 'mail.write',
  risk: 'reversible',
  run: async ({ asker }, { company }, tx) => {
    const count = await unmuteNotices(tx, asker.id, company?.id ?? 'all')
    const what = company ? `new mail from ${company.title}` : 'new mail'
    return {
      headline: count > 0 ? `You hear of ${what} again` : `You had not muted ${what}`,
      data: { unmuted: company?.ref ?? 'all', count },
    }
  },
})
