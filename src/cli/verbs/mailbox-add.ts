import { readWorkspace } from '../../db/sql-workspace.js'
import { addMailbox, refuseFollowed } from '../../domain/correspondence/add-mailbox.js'
import { readServerUrl, type Visibility } from '../../domain/correspondence/mailbox.js'
import { PROVIDERS } from '../../domain/correspondence/oauth-client.js'
import { invalid } from '../../lib/errors.js'
import { checkSignIn } from '../../mail/check-sign-in.js'
import type { Store } from '../../open-store.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError, type VerbInput } from '../define-verb.js'
import { grantOf, readCredentials, SIGN_IN_OPTIONS } from '../sign-in.js'
import { stopSignal } from '../stop-signal.js'

const VISIBILITIES: readonly Visibility[] = ['full', 'subject', 'metadata']

export default defineVerb({
  name: 'mailbox add',
  takes: 'EMAIL',
  summary: 'Follow a mailbox over IMAP',
  options: {
    imap: { type: 'string', value: 'URL', summary: 'imaps://user:password@host' },
    ...SIGN_IN_OPTIONS,
    smtp: { type: 'string', value: 'URL', summary: 'smtps://user:password@host, to send from it' },
    visibility: {
      type: 'string',
      value: VISIBILITIES.join('|'),
      summary: 'what colleagues see; default metadata, and of a person’s own no more until they agree',
    },
    since: { type: 'string', value: 'YYYY-MM-DD', summary: 'how far back to fetch' },
    support: { type: 'boolean', summary: 'mail of people to it becomes support cases; for a shared mailbox' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const address = input.words[0]
      if (!address) throw new UsageError('daybook mailbox add needs an EMAIL.')
      const scope = { workspaceId: await chosenWorkspace(store, input), actorId: null, via: 'terminal' as const }
      // Before anybody consents to anything.
      await readWorkspace(store.db, scope, (read) => refuseFollowed(read, address))
      const servers = await readServers(store, input, address)
      const id = await addMailbox(store.db, scope, store.secretKey, {
        address,
        ...servers,
        visibility: readVisibility(textOption(input, 'visibility')),
        since: readDay(textOption(input, 'since')),
        support: input.options['support'] === true,
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
async function readServers(store: Store, input: VerbInput, address: string) {
  const credentials = await readCredentials(input)
  if (credentials === null) return { imap: need(input, 'imap'), smtp: textOption(input, 'smtp') }
  const known = PROVIDERS[credentials.client.provider]
  const imap = textOption(input, 'imap') ?? known.imap
  const servers = { imap, smtp: textOption(input, 'smtp') ?? known.smtp }
  const stopping = new AbortController()
  void stopSignal().then(() => stopping.abort())
  const grant = await grantOf(input, credentials, address, stopping.signal)
  // What was brought along is believed; who signed in by a browser just now may have been somebody else.
  if (credentials.refreshToken !== null) return { ...servers, oauth: grant }
  const server = readServerUrl(imap, 'imap', address)
  if (!server.ok) throw invalid(server.problem)
  const oauth = await checkSignIn(server.value, grant, { db: store.db, insecure: false }, stopping.signal)
  return { ...servers, oauth: oauth ?? grant }
}

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
