import { muteNotices } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { mutedSubject, noticeParams } from './notice-subject.js'

export default defineCommand({
  name: 'notice mute',
  summary: 'Mute new mail, of one company or of all, or another kind of message',
  example: 'notice mute company:Acme',
  params: noticeParams,
  needs: 'self',
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const { subject, what, same } = mutedSubject(args)
    await muteNotices(tx, asker.id, subject)
    return {
      headline: `You hear no more of ${what}`,
      undo: { command: 'notice unmute', args: same, versions: {} },
      data: { muted: args.kind ?? args.company?.ref ?? 'all' },
    }
  },
})
