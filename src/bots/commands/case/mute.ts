import { muteNotices } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'case mute',
  summary: 'Mute a case, or all of them; `notice mute company:NAME` does it for a company',
  example: 'case mute CASE-7',
  params: { case: optional('record', 'Case', { record: 'case', target: true, hint: 'Without one: of all cases' }) },
  needs: 'case.write',
  risk: 'reversible',
  run: async ({ asker }, { case: one }, tx) => {
    await muteNotices(tx, asker.id, one?.id ?? 'cases')
    return {
      headline: one ? `You hear no more of ${one.ref} ${one.title}` : 'You hear no more of cases',
      undo: { command: 'case unmute', args: one ? { case: one.ref } : {}, versions: {} },
      data: { muted: one?.ref ?? 'cases' },
    }
  },
})
