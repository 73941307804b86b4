import { inWorkspace } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { MAILBOXES } from '../../src/demo/parts/staff.js'
import { listMailboxes } from '../../src/domain/correspondence/mailbox-store.js'
import { findWorkspaceByRoute } from '../../src/domain/people/workspace-store.js'
import { Redacted } from '../../src/lib/redacted.js'
import type { Store } from '../../src/open-store.js'
import type { Mailroom } from '../services/mailroom.js'
import { builtInstallations, builtMailbox } from './built.js'
import { type Sandbox, TEAM_ID } from './sandbox.js'
import type { DemoState } from './state.js'

export async function demoScope(store: Store): Promise<Scope> {
  const workspaceId = await findWorkspaceByRoute(store.db, 'slug', 'larkspur')
  if (!workspaceId) throw new Error('this home has another company; choose another with DAYBOOK_HOME')
  return { workspaceId, actorId: null, via: 'demo' }
}

/** Installs the app in the sandbox's Slack, as OAuth would have. */
export async function connectSlack(store: Store, sandbox: Sandbox, state: DemoState): Promise<void> {
  const { saveInstallation } = await builtInstallations()
  await inWorkspace(store.db, await demoScope(store), (tx) =>
    saveInstallation(tx, store.secretKey, {
      teamId: TEAM_ID,
      botUserId: sandbox.botUserId,
      botToken: new Redacted(state.botToken),
    }),
  )
}

/** Follows the mail room's mailboxes. Its ports may be others than at the last start. */
export async function connectMail(store: Store, mailroom: Mailroom, state: DemoState): Promise<void> {
  const scope = await demoScope(store)
  const { addMailbox } = await builtMailbox()
  const known = new Map(
    (await readWorkspace(store.db, scope, listMailboxes)).map((mailbox) => [mailbox.address, mailbox]),
  )
  for (const { address, support = false } of MAILBOXES) {
    const user = encodeURIComponent(address)
    const imap = (password: string) => `imap://${user}${password}@${mailroom.imap.host}:${mailroom.imap.port}`
    // The others' mail goes out by the company's server; support's replies are sent as support, and stand in its Sent folder.
    const smtp = (password: string) =>
      support ? `smtp://${user}${password}@${mailroom.smtp.host}:${mailroom.smtp.port}` : null
    const existing = known.get(address)
    if (!existing) {
      await addMailbox(store.db, scope, store.secretKey, {
        address,
        imap: imap(`:${state.mailPassword}`),
        smtp: smtp(`:${state.mailPassword}`) ?? undefined,
        visibility: 'full',
        agreed: true,
        support,
      })
    } else if (existing.imapUrl !== imap('') || existing.smtpUrl !== smtp('') || existing.visibilityAgreedAt === null) {
      await inWorkspace(store.db, scope, (tx) =>
        tx.prisma.mailbox.updateMany({
          where: { id: existing.id },
          data: {
            imapUrl: imap(''),
            smtpUrl: smtp(''),
            support,
            visibilityAgreedAt: existing.visibilityAgreedAt ?? tx.now,
          },
        }),
      )
    }
  }
}
