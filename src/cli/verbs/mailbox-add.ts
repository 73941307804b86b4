import { addMailbox } from '../../domain/correspondence/add-mailbox.js'
import type { Visibility } from '../../domain/correspondence/mailbox.js'
import { invalid } from '../../lib/errors.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError } from '../define-verb.js'

const VISIBILITIES: readonly Visibility[] = ['full', 'subject', 'metadata']

export default defineVerb({
  name: 'mailbox add',
  takes: 'EMAIL',
  summary: 'Follow a mailbox over IMAP',
  options: {
    imap: { type: 'string', value: 'URL', summary: 'imaps://user:password@host' },
    smtp: { type: 'string', value: 'URL', summary: 'smtps://user:password@host, to send from it' },
    visibility: { type: 'string', value: VISIBILITIES.join('|'), summary: 'what colleagues see; default metadata' },
    since: { type: 'string', value: 'YYYY-MM-DD', summary: 'how far back to fetch' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const address = input.words[0]
      if (!address) throw new UsageError('daybook mailbox add needs an EMAIL.')
      const workspaceId = await chosenWorkspace(store, input)
      const id = await addMailbox(store.db, { workspaceId, actorId: null, via: 'terminal' }, store.secretKey, {
        address,
        imap: need(input, 'imap'),
        smtp: textOption(input, 'smtp'),
        visibility: readVisibility(textOption(input, 'visibility')),
        since: readDay(textOption(input, 'since')),
      })
      input.terminal.out(
        input.terminal.json
          ? JSON.stringify({ ok: true, mailboxId: id })
          : `${address} will be followed. \`daybook mail sync\` fetches it now.`,
      )
      return 0
    }),
})

function readVisibility(text: string | undefined): Visibility | undefined {
  if (text === undefined || VISIBILITIES.includes(text as Visibility)) return text as Visibility | undefined
  throw invalid(`--visibility is one of ${VISIBILITIES.join(', ')}, not "${text}".`)
}

function readDay(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const day = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()))
    throw invalid(`--since is a day like 2026-01-31, not "${text}".`)
  return day
}
