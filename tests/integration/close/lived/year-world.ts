import { afterAll, expect } from 'vitest'
import { dispatch } from '../../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../../src/bots/commands/registry.js'
import { postEntries } from '../../../../src/domain/ledger/post-entries.js'
import { ensureSchedules, runDue } from '../../../../src/jobs/due.js'
import { buildJobs } from '../../../../src/jobs/registry.js'
import type { ChatOut, Services } from '../../../../src/jobs/services.js'
import { processOffer } from '../../../../src/jobs/worker.js'
import { toAppError } from '../../../../src/lib/errors.js'
import { Redacted } from '../../../../src/lib/redacted.js'
import { entry } from '../../../support/books.js'
import { quietServices } from '../../../support/services.js'
import { testSmtp } from '../../../support/smtp.js'
import { type CloseWorld, closeWorld } from '../close-world.js'
import { type Name, OWNERS, PEOPLE } from './people.js'

/** A message as it went out: to a person by name, or to a channel by id. */
export type Heard = { to: string; at: Date; by: 'Slack' | 'mail'; says: string; ts: string | null }

export type YearWorld = Omit<CloseWorld, 'tick'> & {
  heard: Heard[]
  /** What the schedules have due now, and all that comes of it; with `checks` their hour as well. */
  tick(how: { checks: boolean }): Promise<void>
  /** A command that must be done. */
  say(name: Name, text: string): Promise<void>
  post(memo: string, date: string, lines: Readonly<Record<string, string>>): Promise<void>
}

/** A company of six on a database of its own, with Slack and a mail server that are spoken to over the wire. */
export async function yearWorld(at: string): Promise<YearWorld> {
  const heard: Heard[] = []
  const smtp = await testSmtp(afterAll)
  const mail = { smtpUrl: new Redacted(smtp.url), mailFrom: 'books@lindenhof.test' }
  let services: Services = quietServices
  const world = await closeWorld(at, {
    people: PEOPLE,
    services: (slack) => {
      services = { ...quietServices, ...mail, chat: overheard(slack.face.chat, (post) => heard.push(noted(post))) }
      return services
    },
  })
  const { db, scope, clock, jobs, slack } = world
  const names = new Map(Object.entries(slack.users).map(([name, id]) => [id, name]))
  const noted = ({ to, says, ts }: Post): Heard => ({
    to: names.get(to) ?? to,
    at: clock.now(),
    by: 'Slack',
    says,
    ts,
  })
  // The checks' own hour is struck once a day, at night; what moves in the books asks them at once. No template changes here.
  const quiet = new Set(['close-checks', 'close-template-news'])
  const schedules = buildJobs(jobs.jobs.filter(({ name }) => name.startsWith('close-') && !quiet.has(name)))
  await ensureSchedules(db, schedules)
  await world.change(async ({ prisma }) => {
    for (const [key, name] of Object.entries(OWNERS))
      await prisma.closeTemplateTask.updateMany({
        where: { key },
        data: { ownerRole: null, ownerId: world.staff[name] ?? null },
      })
    // Ticked by hand here, so that not everything proves itself.
    await prisma.closeTemplateTask.updateMany({ where: { key: 'won-deals' }, data: { checkName: null } })
  })
  /** As a worker does: what is refused for now comes again. */
  const work = async () => {
    const done: string[] = []
    const process = (id: string) =>
      processOffer({ db, services, jobs }, { workspaceId: scope.workspaceId, outboxId: id }).catch((thrown) =>
        expect(['conflict', 'unavailable']).toContain(toAppError(thrown).code),
      )
    for (let rows = await openRows(); rows.length > 0; rows = await openRows()) {
      done.push(...rows.map(({ kind }) => kind))
      for (const { id, kind } of rows) if (kind !== 'close.reminder') await process(id)
      await Promise.all(rows.flatMap(({ id, kind }) => (kind === 'close.reminder' ? [process(id)] : [])))
    }
    for (const raw of smtp.received.splice(0)) heard.push({ ...readMail(raw), at: clock.now(), by: 'mail', ts: null })
    return done
  }
  const openRows = () =>
    world.read(
      ({ sql, now }) => sql<{ id: string; kind: string }[]>`
        select id, kind from outbox where done_at is null and (due_at <= ${now} or kind = 'close.check') order by created_at, id`,
    )
  const deps = { db, catalog: await loadCatalog() }
  return {
    ...world,
    heard,
    work,
    tick: async ({ checks }) => {
      await runDue(db, schedules)
      if (checks) await world.change((tx) => tx.outbox('close.check', {}))
      await work()
    },
    say: async (name, text) => {
      const who = { workspaceId: scope.workspaceId, staffId: world.staff[name] ?? '', via: 'terminal' as const }
      const first = await dispatch(deps, { who, input: { text } })
      const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
      expect(ok, `${name}: ${text}: ${reply.headline} ${reply.text ?? ''}`).toBe(true)
    },
    post: (memo, date, lines) =>
      world.change(async (tx) => {
        const made = await entry(tx, date, memo, lines)
        await postEntries(tx, [made])
        await tx.outbox('journal.posted', { entryId: made.id })
      }),
  }
}

type Post = { to: string; says: string; ts: string | null }

/** The same chat, and every message that it took is noted. One whose answer was lost is noted when it is found. */
const overheard = (chat: ChatOut, note: (post: Post) => void): ChatOut => ({
  ...chat,
  post: async (...given) => {
    const at = await chat.post(...given)
    if (at) note({ to: given[1], says: given[2].headline, ts: at.ts })
    return at
  },
  find: async (workspaceId, to, wanted) => {
    const at = await chat.find(workspaceId, to, wanted)
    if (at) note({ to, says: 'found after the line broke', ts: at.ts })
    return at
  },
})

const readMail = (raw: string): { to: string; says: string } => ({
  to: /^To: .*?([a-z]+)@lindenhof\.test/im.exec(raw)?.[1] ?? raw.slice(0, 200),
  says: /^Subject: (.*)$/im.exec(raw)?.[1]?.trim() ?? '',
})
