import postgres from 'postgres'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { loadDemo } from '../../src/demo/load-demo.js'
import { askedOf, findSignals } from '../../src/domain/signals/find-signals.js'
import { settleSignals } from '../../src/domain/signals/settle-signals.js'
import { loadSignals } from '../../src/domain/signals/signals.js'
import { handClock } from '../../src/lib/clock.js'
import { familyMs, parentOf } from '../cpu.js'
import { type Bench, type Finding, median, rounded, timed } from '../harness.js'
import { fileDemoMail } from './demo-mail.js'
import { DAY } from './large.js'
import { multiply } from './multiply.js'

/** A hundred thousand contacts, fifty thousand deals, a million mails. */
const TIMES = Number(process.env['SIGNALS_TIMES'] ?? 700)
const MAILS_MORE = 4
const RUNS = 3
/** CPU of what happens with every mail and payment, and of what happens once a night. */
const AT_ONCE_MS = 100
const NIGHTLY_MS = 5_000
/** What signals are found in, of all that grows: customers, what is sold to them, their mail, invoices and payments. */
const READ = [
  'company',
  'company_domain',
  'contact',
  'contact_address',
  'deal',
  'deal_contact',
  'activity',
  'thread',
  'thread_link',
  'message',
  'message_location',
  'participant',
  'invoice',
  'invoice_line',
  'recurring_invoice',
  'release_schedule',
  'payment',
  'allocation',
]

type Event = { kind: string; data: Record<string, unknown> }

/** What looking for each signal takes in a large company, and seeing what became of those that are open. */
export const signals: Bench = {
  name: 'signals',
  run: async (stage): Promise<Finding[]> => {
    const { db, adminUrl } = await stage.openDatabase({ clock: handClock(new Date(`${DAY}T12:00:00Z`)) })
    const { workspaceId, company } = await loadDemo(db, { anchor: DAY, closeChannel: 'C0FINANCE0' })
    const scope = { workspaceId, actorId: null, via: 'job' } as const
    await fileDemoMail(stage, db, { ...scope, via: 'setup' }, company.mails)
    const counts = await multiply(adminUrl, workspaceId, TIMES, READ)
    counts.set('message', await addMails(adminUrl, workspaceId))
    const shown = ['contact', 'deal', 'message', 'invoice', 'payment']
    const findings: Finding[] = [
      {
        what: `the demo × ${TIMES}`,
        unit: 'rows',
        figures: Object.fromEntries(shown.map((table) => [table, counts.get(table) ?? 0])),
      },
    ]
    const [backend] = await db.reader<{ pid: number }[]>`select pg_backend_pid() as pid`
    const postmaster = await parentOf(backend?.pid ?? 0)
    const spentMs = async () => (await familyMs(postmaster)) + process.cpuUsage().user / 1000
    const measure = async (what: string, mostMs: number, work: () => Promise<number>) => {
      const times: number[] = []
      let found = 0
      const before = await spentMs()
      for (let run = 0; run < RUNS; run += 1) times.push(await timed(async () => void (found = await work())))
      const cpu = ((await spentMs()) - before) / RUNS
      const figures = { p50: rounded(median(times)), 'of CPU': rounded(cpu) }
      findings.push({
        what: `${what}: ${found}`,
        unit: 'ms',
        figures,
        goal: `≤ ${mostMs} ms of CPU`,
        met: cpu <= mostMs,
      })
    }
    const events = await readWorkspace(
      db,
      scope,
      ({ sql }) => sql<Event[]>`
      (select 'mail.arrived' as kind, json_build_object('messageIds', json_agg(id)) as data
         from (select id from message where direction = 'in' order by received_at desc, id desc limit 20) m)
      union all (select 'payment.recorded', json_build_object('paymentId', id) from payment where direction = 'in' order by id desc limit 1)
      union all (select 'address.bounced', json_build_object('addressKey', a.address_key, 'messageId', m.id, 'kind', 'hard', 'said', '-')
         from contact_address a join deal d on d.contact_id = a.contact_id and d.status = 'open' cross join lateral (select id from message order by id desc limit 1) m limit 1)`,
    )
    const declared = await loadSignals()
    for (const signal of declared) {
      const concerned = [...(signal.daily ? [null] : []), ...events.filter(({ kind }) => signal.on.includes(kind))]
      for (const event of concerned)
        await measure(`${signal.name} finds`, event ? AT_ONCE_MS : NIGHTLY_MS, () =>
          readWorkspace(db, scope, async (read) => {
            const asked = await askedOf(read, signal)
            return asked ? (await signal.find(read, { ...asked, event })).length : 0
          }),
        )
    }
    const daily = declared.filter((signal) => signal.daily)
    await measure('the daily turn', NIGHTLY_MS, async () => {
      await findSignals(db, scope, daily, null)
      return daily.length
    })
    await measure('what became of the open ones', NIGHTLY_MS, async () => {
      await settleSignals(db, scope, declared)
      const [open] = await readWorkspace(
        db,
        scope,
        ({ sql }) => sql<{ n: number }[]>`
        select count(*)::int as n from signal where state in ('found', 'shown')`,
      )
      return open?.n ?? 0
    })
    return findings
  },
}

/** The demo's people write little: each of their mails was one of five, a week and a half apart. Answers how many there are. */
async function addMails(adminUrl: string, workspaceId: string): Promise<number> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    await admin`set session_replication_role = replica`
    await admin`
      insert into message (workspace_id, id, message_key, subject, sent_at, received_at, from_address, from_name, direction, class, text, reply,
        size_bytes, pack_file, pack_offset, pack_length, content_hash, via, thread_id)
      select workspace_id, gen_random_uuid(), message_key || '+' || k, subject, sent_at - k * interval '11 days', received_at, from_address, from_name,
             direction, class, text, reply, size_bytes, pack_file, pack_offset, pack_length, content_hash, via, thread_id
        from message cross join generate_series(1, ${MAILS_MORE}::int) k where workspace_id = ${workspaceId}`
    await admin`vacuum analyze message`
    const [row] = await admin<
      { n: number }[]
    >`select count(*)::int as n from message where workspace_id = ${workspaceId}`
    return row?.n ?? 0
  } finally {
    await admin.end()
  }
}
