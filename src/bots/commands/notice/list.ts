import { listMuted } from '../../../domain/correspondence/notice-store.js'
import { NOTICES, noticeKinds } from '../../../domain/people/notices.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'notice list',
  summary: 'What I tell people by myself, why, and what of it you have muted',
  example: 'notice list',
  params: {},
  needs: 'self',
  risk: 'read',
  run: async ({ read, asker }) => {
    const muted = new Set(await read((scope) => listMuted(scope, asker.id)))
    const rows = noticeKinds().map((kind) => {
      const { what, why, mute } = NOTICES[kind]
      const heard = muted.has(kind) ? 'muted' : mute === true ? 'yes' : 'always'
      return { kind, what, why, heard }
    })
    return {
      headline: `${rows.length} kinds of messages, ${rows.filter(({ heard }) => heard === 'muted').length} muted`,
      table: {
        columns: [
          { key: 'kind', label: 'Kind', type: 'text' },
          { key: 'what', label: 'What', type: 'text' },
          { key: 'why', label: 'Why', type: 'text' },
          { key: 'heard', label: 'You hear', type: 'text' },
        ],
        rows,
      },
      notes: ['`notice mute kind:…` and `notice unmute kind:…`; of new mail also for one company.'],
      data: { notices: rows },
    }
  },
})
