import { unmuteNotices } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'case unmute',
  summary: 'Unmute a case, or all of them',
  example: 'case unmute CASE-7',
  params: { case: optional('record', 'Case', { record: 'case', target: true, hint: 'Without one: of all cases' }) },
  needs: 'case.write',
  risk: 'reversible',
  run: async ({ asker }, { case: one }, tx) => {
    const count = await unmuteNotices(tx, asker.id, one?.id ?? 'cases')
    const what = one ? `${one.ref} ${one.title}` : 'cases'
    return {
      headline: count > 0 ? `You hear of ${what} again` : `You had not muted ${what}`,
      data: { unmuted: one?.ref ?? 'cases', count },
    }
  },
})
