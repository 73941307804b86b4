import { muteNotices } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'notice mute',
  summary: 'Hear no more of new mail: of one company, or at all',
  example: 'notice mute company:Acme',
  params: { company: optional('record', 'Company', { record: 'company', hint: 'Without one: of all mail' }) },
  needs: 'mail.write',
  risk: 'reversible',
  run: async ({ asker }, { company }, tx) => {
    await muteNotices(tx, asker.id, company?.id ?? 'all')
    return {
      headline: company ? `You hear no more of new mail from ${company.title}` : 'You hear no more of new mail',
      undo: { command: 'notice unmute', args: company ? { company: company.ref } : {}, versions: {} },
      data: { muted: company?.ref ?? 'all' },
    }
  },
})
