import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { addMailbox } from '../../domain/correspondence/add-mailbox.js'
import type { Visibility } from '../../domain/correspondence/mailbox.js'
import { PROVIDERS, readGrant } from '../../domain/correspondence/oauth-grant.js'
import { invalid } from '../../lib/errors.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError, type VerbInput } from '../define-verb.js'

const VISIBILITIES: readonly Visibility[] = ['full', 'subject', 'metadata']

export default defineVerb({
  name: 'mailbox add',
  takes: 'EMAIL',
  summary: 'Follow a mailbox over IMAP',
  options: {
    imap: { type: 'string', value: 'URL', summary: 'imaps://user:password@host' },
    oauth: { type: 'string', value: 'google|microsoft', summary: 'log in by OAuth 2 in place of a password' },
    credentials: {
      type: 'string',
      value: 'FILE',
      summary: 'for --oauth: JSON with client_id, client_secret, refresh_token, token_uri; - is stdin',
    },
    smtp: { type: 'string', value: 'URL', summary: 'smtps://user:password@host, to send from it' },
    visibility: {
      type: 'string',
      value: VISIBILITIES.join('|'),
      summary: 'what colleagues see; default metadata, and of a person’s own no more until they agree',
    },
    since: { type: 'string', value: 'YYYY-MM-DD', summary: 'how far back to fetch' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const address = input.words[0]
      if (!address) throw new UsageError('daybook mailbox add needs an EMAIL.')
      const workspaceId = await chosenWorkspace(store, input)
      const id = await addMailbox(store.db, { workspaceId, actorId: null, via: 'terminal' }, store.secretKey, {
        address,
        ...(await readServers(input)),
        visibility: readVisibility(textOption(input, 'visibility')),
        since: readDay(textOption(input, 'since')),
      })
      input.terminal.out(
        input.terminal.json
          ? JSON.stringify({ ok: true, mailboxId: id })
          : `${address} will be followed. \`daybook mail sync\` fetches it now. Its owner says what colleagues see: \`mailbox share\`.`,
      )
      return 0
    }),
})

/** Where it is fetched and sent, and for OAuth what to log in by; a provider's own servers need not be named. */
async function readServers(input: VerbInput) {
  const wanted = textOption(input, 'oauth')
  if (wanted === undefined) return { imap: need(input, 'imap'), smtp: textOption(input, 'smtp') }
  if (wanted !== 'google' && wanted !== 'microsoft') throw invalid(`--oauth is google or microsoft, not "${wanted}".`)
  const file = need(input, 'credentials')
  const read = readGrant(wanted, file === '-' ? await text(process.stdin) : await readCredentials(file))
  if (!read.ok) throw invalid(read.problem)
  const { imap, smtp } = PROVIDERS[wanted]
  return { imap: textOption(input, 'imap') ?? imap, smtp: textOption(input, 'smtp') ?? smtp, oauth: read.value }
}

const readCredentials = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw invalid(`The file ${file} can't be read.`)
  })

function readVisibility(word: string | undefined): Visibility | undefined {
  if (word === undefined || VISIBILITIES.includes(word as Visibility)) return word as Visibility | undefined
  throw invalid(`--visibility is one of ${VISIBILITIES.join(', ')}, not "${word}".`)
}

function readDay(word: string | undefined): Date | undefined {
  if (word === undefined) return undefined
  const day = new Date(`${word}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word) || Number.isNaN(day.getTime()))
    throw invalid(`--since is a day like 2026-01-31, not "${word}".`)
  return day
}
