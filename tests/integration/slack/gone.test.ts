import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { saveMailboxStatus } from '../../../src/domain/correspondence/mailbox-store.js'
import { dropInstallation } from '../../../src/domain/people/slack-installation-store.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'

// The app was taken out of Slack; who was linked there stays so, for the next installation.

const desk = await mailDesk([
  { name: 'hugo', roles: ['admin', 'sales'] },
  { name: 'sam', roles: ['sales'] },
  { name: 'mia', roles: ['sales'] },
])
const { db, scope, slack, staff } = desk
const smtp = await testSmtp(() => undefined)
const services = sendingBy(desk, smtp.url)

const give = async (who: string, text: string) => {
  const asker = { workspaceId: scope.workspaceId, staffId: staff[who] ?? '', via: 'terminal' as const }
  const { ok, reply } = await dispatch({ db, catalog: services.catalog }, { who: asker, input: { text } })
  expect(ok, reply.headline).toBe(true)
}
const work = async (kind: string) => {
  await desk.change((tx) => tx.outbox(kind, {}))
  await runErrands(db, scope, services, { kinds: new RegExp(`^${kind}$`) })
}
/** Whom mail with these words went to since the last time that this was asked. */
let read = 0
const mailedTo = (words: RegExp): string[] => {
  const fresh = smtp.received.slice(read)
  read = smtp.received.length
  return fresh.filter((mail) => words.test(mail)).flatMap((mail) => /^To: .*?([\w.]+@[\w.]+)/m.exec(mail)?.[1] ?? [])
}

const box = await desk.mailbox('sam@lindenhof.test')
await desk.change((tx) => tx.prisma.mailbox.updateMany({ data: { staffId: staff['sam'] ?? null } }))
await slack
  .as('hugo')
  .asks(`/report schedule pipeline daily to:sam@lindenhof.test,mia@lindenhof.test`, /each working day/)
await slack.as('hugo').asks(`/report schedule pipeline daily to:${slack.channels['finance']}`, /each working day/)
for (const name of ['sam', 'mia']) await give(name, 'task new "Call Acme back" due:today')
await give('mia', 'notice mute kind:report-sent')
await give('mia', 'notice mute kind:task-reminder')
await dropInstallation(db, scope.workspaceId, slack.team)

test('a colleague’s report comes by mail, once; of one to a channel its owner hears; who muted them gets none', async () => {
  desk.clock.advance(24 * 3_600_000)
  await work('report.send')
  await work('report.send')
  expect(mailedTo(/ipeline/).sort()).toEqual(['hugo@lindenhof.test', 'sam@lindenhof.test'])
})

test('what is due is said by mail, once', async () => {
  await work('task.remind')
  await work('task.remind')
  expect(mailedTo(/Call Acme back/)).toEqual(['sam@lindenhof.test'])
})

test('a mailbox that stays away is told to its owner by mail', async () => {
  await bulkWorkspace(db, scope, (bulk) =>
    saveMailboxStatus(bulk, box, { status: 'failing', error: 'Its server is away.', synced: false }),
  )
  desk.clock.advance(20 * 60_000)
  await work('mailbox.trouble')
  expect(mailedTo(/can.t be followed/)).toEqual(['sam@lindenhof.test'])
})
