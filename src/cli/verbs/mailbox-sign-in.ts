import { bulkWorkspace } from '../../db/sql-workspace.js'
import { type Mailbox, readServerUrl } from '../../domain/correspondence/mailbox.js'
import { imapAccount } from '../../domain/correspondence/mailbox-account.js'
import { replaceSignIn } from '../../domain/correspondence/replace-sign-in.js'
import { invalid } from '../../lib/errors.js'
import { checkSignIn } from '../../mail/check-sign-in.js'
import type { Store } from '../../open-store.js'
import { withStore } from '../company.js'
import { defineVerb, textOption, UsageError, type VerbInput } from '../define-verb.js'
import { chosenMailboxes } from '../mailboxes.js'
import { type Credentials, grantOf, readCredentials, SIGN_IN_OPTIONS } from '../sign-in.js'
import { stopSignal } from '../stop-signal.js'

export default defineVerb({
  name: 'mailbox sign-in',
  takes: 'EMAIL',
  summary: 'Give a mailbox another password, or consent for it again where its provider wants OAuth 2',
  options: {
    ...SIGN_IN_OPTIONS,
    imap: { type: 'string', value: 'URL', summary: 'imaps://user:password@host: a new password, or another server' },
    smtp: { type: 'string', value: 'URL', summary: 'smtps://user@host: another server to send from it' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const [address] = input.words
      if (!address) throw new UsageError('daybook mailbox sign-in needs an EMAIL.')
      const { scope, mailboxes } = await chosenMailboxes(store, input, [address])
      const [mailbox] = mailboxes
      if (!mailbox) throw new UsageError('daybook mailbox sign-in needs an EMAIL.')
      const stopping = new AbortController()
      void stopSignal().then(() => stopping.abort())
      const [imap, smtp] = [textOption(input, 'imap'), textOption(input, 'smtp')]
      const server = serverOf(mailbox, imap)
      const credentials =
        server.password === null ? await credentialsOf(store, input, scope.workspaceId, mailbox) : null
      const grant = credentials && (await grantOf(input, credentials, mailbox.address, stopping.signal))
      const oauth = await checkSignIn(server, grant, { db: store.db, insecure: false }, stopping.signal)
      const secret = oauth ? { oauth } : { password: server.password ?? '' }
      await replaceSignIn(store.db, scope, store.secretKey, mailbox.id, { ...secret, imap, smtp })
      input.terminal.out(
        input.terminal.json
          ? JSON.stringify({ ok: true, mailboxId: mailbox.id })
          : `${mailbox.address} is signed in. It is followed again by itself; \`daybook mail sync\` fetches it now.`,
      )
      return 0
    }),
})

function serverOf(mailbox: Mailbox, imap: string | undefined) {
  const server = readServerUrl(imap ?? mailbox.imapUrl, 'imap', mailbox.address)
  if (!server.ok) throw invalid(server.problem)
  return server.value
}

/** The client of the line, else the one that the mailbox signed in by before. */
async function credentialsOf(
  store: Store,
  input: VerbInput,
  workspaceId: string,
  mailbox: Mailbox,
): Promise<Credentials> {
  const scope = { workspaceId, actorId: null, via: 'terminal' as const }
  const { oauth } = await bulkWorkspace(store.db, scope, (bulk) => imapAccount(bulk, store.secretKey, mailbox)).catch(
    // Sealed with another key: what is given now takes its place.
    () => ({ oauth: undefined }),
  )
  const given = await readCredentials(input, oauth?.provider)
  if (given) return given
  if (oauth) return { client: oauth, refreshToken: null }
  throw new UsageError(
    'daybook mailbox sign-in needs --imap with the new password in it, or --oauth and --credentials.',
  )
}
