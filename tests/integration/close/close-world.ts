import { openClose } from '../../../src/domain/close/open-close.js'
import type { JobContext } from '../../../src/jobs/define-job.js'
import { type JobRegistry, loadJobs } from '../../../src/jobs/registry.js'
import type { Services } from '../../../src/jobs/services.js'
import { processOffer } from '../../../src/jobs/worker.js'
import { type FoundedCompany, foundedCompany, type Hire } from '../../support/company.js'
import { quietServices } from '../../support/services.js'
import { type TestSlack, testSlack } from '../../support/slack.js'

/** Berlin's finance, a controller, an admin, and department heads elsewhere. */
export const PEOPLE = [
  { name: 'fay', roles: ['finance'] },
  { name: 'carl', roles: ['controller'] },
  { name: 'ada', roles: ['admin'] },
  { name: 'max', roles: ['manager'] },
  { name: 'tokyo', roles: ['department'], timeZone: 'Asia/Tokyo' },
  { name: 'sally', roles: ['sales'] },
] as const satisfies readonly Hire[]

export type CloseWorld = FoundedCompany & {
  slack: TestSlack
  jobs: JobRegistry
  /** Does all that the outbox holds now, as one worker would, and what waits a moment for more of its kind; answers the kinds, in order. */
  work(): Promise<string[]>
  /** A tick of the schedule, through the outbox. */
  tick(): Promise<void>
  openMonth(month: string): Promise<void>
  /** State by the template's key. */
  states(month: string): Promise<Record<string, string>>
  ref(month: string, key: string): Promise<string>
  context(kind: string): JobContext
}

/** `byMail`: somebody who is not in Slack. */
export type Colleague = Hire & { byMail?: boolean }

type Options = {
  live?: boolean
  people?: readonly Colleague[]
  /** Where mail goes out, and whatever else is not the quiet one. */
  services?: (slack: TestSlack) => Partial<Services>
}

/** A company with its Slack, on a hand clock; jobs run when a test says so. */
export async function closeWorld(
  at: string,
  { live = true, people = PEOPLE, services: more = () => ({}) }: Options = {},
): Promise<CloseWorld> {
  const company = await foundedCompany(people, { at })
  const { db, scope, staff } = company
  const slack = await testSlack(
    db,
    scope,
    people.filter(({ byMail }) => !byMail).map(({ name }) => ({ name, staffId: staff[name] ?? '' })),
  )
  await company.change(async (tx) => {
    const settings = { closeChannel: slack.channels['finance'] ?? '' }
    await tx.prisma.workspace.updateMany({ data: { settings, ...(live ? { liveAt: tx.now } : {}) } })
  })
  const jobs = await loadJobs()
  const services: Services = { ...quietServices, chat: slack.face.chat, ...more(slack) }
  const openRows = () =>
    company.read(
      ({ sql, now }) => sql<{ id: string; kind: string }[]>`
        select id, kind from outbox where done_at is null and (due_at <= ${now} or kind = 'close.check') order by created_at, id`,
    )
  return {
    ...company,
    slack,
    jobs,
    work: async () => {
      const kinds: string[] = []
      for (let rows = await openRows(); rows.length > 0; rows = await openRows()) {
        for (const { id, kind } of rows) {
          kinds.push(kind)
          await processOffer({ db, services, jobs }, { workspaceId: scope.workspaceId, outboxId: id })
        }
      }
      return kinds
    },
    tick: () => company.change((tx) => tx.outbox('close.remind', {})),
    openMonth: async (month) => {
      await company.change((tx) => openClose(tx, month, 'DE'), 'carl')
    },
    states: async (month) => {
      const rows = await company.read(
        ({ sql }) => sql<{ key: string; state: string }[]>`
          select t.key, t.state from close_task t join close c on c.id = t.close_id
          where c.month = ${month} order by t.position`,
      )
      return Object.fromEntries(rows.map((row) => [row.key, row.state]))
    },
    ref: async (month, key) => {
      const [row] = await company.read(
        ({ sql }) => sql<{ ref: string }[]>`
          select t.ref from close_task t join close c on c.id = t.close_id where c.month = ${month} and t.key = ${key}`,
      )
      return row?.ref ?? ''
    },
    context: (kind) => ({ db, scope, services, log: db.log, kind, outboxId: '' }),
  }
}
