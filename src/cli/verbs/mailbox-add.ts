import { readWorkspace } from '../../db/sql-workspace.js'
import { addMailbox, refuseFollowed } from '../../domain/correspondence/add-mailbox.js'
import type { ServerTrust, Visibility } from '../../domain/correspondence/mailbox.js'
import { PROVIDERS } from '../../domain/correspondence/oauth-client.js'
import type { OAuthGrant } from '../../domain/correspondence/oauth-grant.js'
import type { Store } from '../../open-store.js'
import { answer } from '../answer.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError, type VerbInput } from '../define-verb.js'
import { askPassword, checkServers, readTrust, SERVER_OPTIONS, serverAt, withPassword } from '../mail-servers.js'
import { grantOf, readCredentials, SIGN_IN_OPTIONS } from '../sign-in.js'
import { untilStopped } from '../stop-signal.js'

const VISIBILITIES: readonly Visibility[] = ['full', 'subject', 'metadata']

export default defineVerb({
  name: 'mailbox add',
  takes: 'EMAIL',
  summary: 'Follow a mailbox over IMAP, once its servers let us in',
  options: {
    imap: {
      type: 'string',
      value: 'URL',
      summary: 'imaps://user@host; the password is asked for, where it is not in there',
    },
    ...SERVER_OPTIONS,
    ...SIGN_IN_OPTIONS,
    smtp: { type: 'string', value: 'URL', summary: 'smtps://user@host, to send from it with the same password' },
    visibility: {
      type: 'string',
      value: VISIBILITIES.join('|'),
      summary: 'what colleagues see; default metadata, and of a person’s own no more until they agree',
    },
    since: { type: 'string', value: 'YYYY-MM-DD', summary: 'how far back to fetch' },
    support: { type: 'boolean', summary: 'mail of people to it becomes support cases; for a shared mailbox' },
  },
  run: (input) => {
    const [address] = input.words
    if (!address) throw new UsageError('daybook mailbox add needs an EMAIL.')
    const wanted = {
      visibility: readVisibility(textOption(input, 'visibility')),
      since: readDay(textOption(input, 'since')),
      support: input.options['support'] === true,
    }
    return withStore(input, async (store) => {
      const scope = await chosenScope(store, input)
      // Before anybody consents to anything.
      await readWorkspace(store.db, scope, (read) => refuseFollowed(read, address))
      const trust = await readTrust(input)
      const servers = await untilStopped('Stopped. Nothing was added.', (signal) =>
        readServers(store, input, { address, trust }, signal),
      )
      const id = await addMailbox(store.db, scope, store.secretKey, {
        address,
        ...servers,
        trust,
        ...wanted,
      })
      answer(
        input.terminal,
        { mailboxId: id },
        `${address} will be followed. \`daybook mail sync\` fetches it now. Its owner says what colleagues see: \`mailbox share\`.`,
      )
      return 0
    })
  },
})

/** Where it is fetched and sent, and what to log in by, tried; a provider's own servers need not be named. */
async function readServers(
  store: Store,
  input: VerbInput,
  { address, trust }: { address: string; trust: ServerTrust | undefined },
  signal: AbortSignal,
): Promise<{ imap: string; smtp: string | undefined; oauth?: OAuthGrant }> {
  const credentials = await readCredentials(input)
  const known = credentials && PROVIDERS[credentials.client.provider]
  const smtp = textOption(input, 'smtp') ?? known?.smtp
  const named = textOption(input, 'imap') ?? known?.imap ?? need(input, 'imap')
  const imap = credentials ? named : await withItsPassword(input, named, address)
  const oauth = credentials && (await grantOf(input, credentials, address, signal))
  const servers = {
    imap: serverAt(imap, 'imap', address, trust),
    // A provider's own sends by the same consent.
    smtp: smtp === undefined || smtp === known?.smtp ? null : serverAt(smtp, 'smtp', address, trust),
    oauth,
  }
  const grant = await checkServers(input, store, servers, signal)
  return { imap, smtp, ...(grant && { oauth: grant }) }
}

/** A mailbox without a password would be followed by nobody, and that would be noticed later. */
async function withItsPassword(input: VerbInput, url: string, address: string): Promise<string> {
  if (serverAt(url, 'imap', address).password !== null) return url
  const password = await askPassword(input, address)
  if (password !== null) return withPassword(url, password)
  throw new UsageError(
    'daybook mailbox add needs a password: on a terminal it asks for it, else --password-stdin reads it (or --oauth, for Gmail and Microsoft 365).',
  )
}

function readVisibility(word: string | undefined): Visibility | undefined {
  if (word === undefined || VISIBILITIES.includes(word as Visibility)) return word as Visibility | undefined
  throw new UsageError(`--visibility is one of ${VISIBILITIES.join(', ')}, not "${word}".`)
}

function readDay(word: string | undefined): Date | undefined {
  if (word === undefined) return undefined
  const day = new Date(`${word}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word) || Number.isNaN(day.getTime()))
    throw new UsageError(`--since is a day like 2026-01-31, not "${word}".`)
  return day
}
