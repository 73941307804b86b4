import { unmuteNotices } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { mutedSubject, noticeParams } from './notice-subject.js'

export default defineCommand({
  name: 'notice unmute',
  summary: 'Unmute new mail, or another kind of message',
  example: 'notice unmute company:Acme',
  params: noticeParams,
  needs: 'self',
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const { subject, what, same } = mutedSubject(args)
    const count = await unmuteNotices(tx, asker.id, subject)
    return {
      headline: count > 0 ? `You hear of ${what} again` : `You had not muted ${what}`,
      ...(count > 0 && { undo: { command: 'notice mute', args: same, versions: {} } }),
      data: { unmuted: args.kind ?? args.company?.ref ?? 'all', count },
    }
  },
})
