import { bulkWorkspace } from '../../db/sql-workspace.js'
import type { Mailbox, MailServer, ServerTrust } from '../../domain/correspondence/mailbox.js'
import { imapAccount } from '../../domain/correspondence/mailbox-account.js'
import { replaceSignIn } from '../../domain/correspondence/replace-sign-in.js'
import type { Store } from '../../open-store.js'
import { answer } from '../answer.js'
import { terminalScope, withStore } from '../company.js'
import { defineVerb, textOption, UsageError, type VerbInput } from '../define-verb.js'
import { askPassword, checkServers, readTrust, SERVER_OPTIONS, serverAt } from '../mail-servers.js'
import { chosenMailboxes } from '../mailboxes.js'
import { type Credentials, grantOf, readCredentials, SIGN_IN_OPTIONS } from '../sign-in.js'
import { untilStopped } from '../stop-signal.js'

export default defineVerb({
  name: 'mailbox sign-in',
  takes: 'EMAIL',
  summary: 'Give a mailbox another password, or consent for it again where its provider wants OAuth 2',
  options: {
    ...SIGN_IN_OPTIONS,
    ...SERVER_OPTIONS,
    imap: { type: 'string', value: 'URL', summary: 'imaps://user:password@host: a new password, or another server' },
    smtp: { type: 'string', value: 'URL', summary: 'smtps://user@host: another server to send from it' },
  },
  run: (input) => {
    const [address] = input.words
    if (!address) throw new UsageError('daybook mailbox sign-in needs an EMAIL.')
    return withStore(input, async (store) => {
      const { scope, mailboxes } = await chosenMailboxes(store, input, [address])
      const [mailbox] = mailboxes
      if (!mailbox) throw new UsageError('daybook mailbox sign-in needs an EMAIL.')
      const [imap, smtp] = [textOption(input, 'imap'), textOption(input, 'smtp')]
      const given = await readTrust(input)
      const trust = given ?? { tlsCa: mailbox.tlsCa, tlsUnchecked: mailbox.tlsUnchecked }
      const server = await serverOf(input, mailbox, imap, trust)
      const secret = await untilStopped('Stopped. Nothing was changed.', async (signal) => {
        const credentials =
          server.password === null ? await credentialsOf(store, input, scope.workspaceId, mailbox) : null
        const grant = credentials && (await grantOf(input, credentials, mailbox.address, signal))
        const sending = smtp ?? (grant ? null : mailbox.smtpUrl)
        const outgoing = sending === null ? null : serverAt(sending, 'smtp', mailbox.address, trust)
        const oauth = await checkServers(input, store, { imap: server, smtp: outgoing, oauth: grant }, signal)
        return oauth ? { oauth } : { password: server.password ?? '' }
      })
      await replaceSignIn(store.db, scope, store.secretKey, mailbox.id, { ...secret, imap, smtp, trust: given })
      answer(
        input.terminal,
        { mailboxId: mailbox.id },
        `${mailbox.address} is signed in. It is followed again by itself; \`daybook mail sync\` fetches it now.`,
      )
      return 0
    })
  },
})

/** With the password of the line, or of stdin; without one where it signs in by OAuth. */
async function serverOf(
  input: VerbInput,
  mailbox: Mailbox,
  imap: string | undefined,
  trust: ServerTrust,
): Promise<MailServer> {
  const server = serverAt(imap ?? mailbox.imapUrl, 'imap', mailbox.address, trust)
  const asked = server.password === null && (imap !== undefined || input.options['password-stdin'] === true)
  return asked && input.options['oauth'] === undefined
    ? { ...server, password: await askPassword(input, mailbox.address) }
    : server
}

/** The client of the line, else the one that the mailbox signed in by before. */
async function credentialsOf(
  store: Store,
  input: VerbInput,
  workspaceId: string,
  mailbox: Mailbox,
): Promise<Credentials> {
  const scope = terminalScope(workspaceId)
  const { oauth } = await bulkWorkspace(store.db, scope, (bulk) => imapAccount(bulk, store.secretKey, mailbox)).catch(
    // Sealed with another key: what is given now takes its place.
    () => ({ oauth: undefined }),
  )
  const given = await readCredentials(input, oauth?.provider)
  if (given) return given
  if (oauth) return { client: oauth, refreshToken: null }
  throw new UsageError(
    'daybook mailbox sign-in needs the new password (--password-stdin, or --imap with it in it), or --oauth and --credentials.',
  )
}
