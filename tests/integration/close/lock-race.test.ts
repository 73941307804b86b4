import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { openPoster } from '../../../src/domain/ledger/post-together.js'
import { AppError } from '../../../src/lib/errors.js'
import { entry } from '../../support/books.js'
import { openTestDatabase } from '../../support/open-test-database.js'
import { textOf } from '../../support/slack.js'
import { closeWorld } from './close-world.js'

const MONTH = '2026-09'
const CLIENTS = 8
/** Entries that a month has before it is locked: all clients are at it by then. */
const UNDER_WAY = 40

const world = await closeWorld('2026-11-10T09:00:00Z')
const { staff, clock, scope, slack } = world
// A process of its own beside those who post, and the server itself gives up a lock that is not had: in a second on an idle machine, of
// which a busy one takes ten. Who posts never pauses, so a lock that waited for a pause would not be had in either.
const controller = openTestDatabase(
  { ...world.database, url: (login) => `${world.database.url(login)}?options=-c%20lock_timeout%3D10s` },
  clock,
)
const deps = { db: controller, catalog: await loadCatalog() }

async function ask(name: string, text: string): Promise<{ ok: boolean; said: string }> {
  const who = { workspaceId: scope.workspaceId, staffId: staff[name] ?? '', via: 'terminal' as const }
  const first = await dispatch(deps, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
  return { ok, said: JSON.stringify(reply, (_, value) => (typeof value === 'bigint' ? String(value) : value)) }
}

const rent = (date: string) => world.change((tx) => entry(tx, date, 'Rent', { '6310': '1.00', '1800': '-1.00' }))

async function countEntries(month: string): Promise<number> {
  const [row] = await world.read(
    ({ sql }) => sql<{ count: number }[]>`
      select count(*)::int as count from journal_entry where date between ${`${month}-01`} and ${`${month}-28`}`,
  )
  return row?.count ?? 0
}

/** Clients that post into a month without pause until they are refused; `kept` are the entries that they were told are posted. */
async function postersOf(month: string) {
  const made = await rent(`${month}-15`)
  const poster = openPoster(world.db)
  const kept: { id: string; begunAfter: boolean }[] = []
  const state = { locked: false }
  const client = async (n: number): Promise<void> => {
    for (;;) {
      const begunAfter = state.locked
      const id = crypto.randomUUID()
      const one = { ...made, id, idempotencyKey: id }
      try {
        if (n % 2 === 0) await poster.post(scope, [one])
        else await inWorkspace(world.db, scope, (tx) => postEntries(tx, [one]))
        kept.push({ id, begunAfter })
      } catch (error) {
        if (error instanceof AppError && error.detail['sqlstate'] === 'DB002') return
        throw error
      }
    }
  }
  return { kept, state, all: Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n))) }
}

const locks = [
  { month: '2026-08', how: 'softly', text: 'close lock 2026-08' },
  { month: MONTH, how: 'hard', text: `close lock ${MONTH} hard:yes anyway:yes` },
]

test.each(locks)(
  '$month is locked $how while eight clients post without a pause, and nothing comes after',
  async ({ month, text }) => {
    if (month === MONTH) await world.openMonth(MONTH)
    const posters = await postersOf(month)
    await expect.poll(() => posters.kept.length, { interval: 5 }).toBeGreaterThan(UNDER_WAY)
    const start = performance.now()
    const locked = await ask('carl', text)
    posters.state.locked = true
    process.stdout.write(
      `  ${month} is locked ${((performance.now() - start) / 1000).toFixed(1)} s after it was asked for\n`,
    )
    expect(locked, locked.said).toMatchObject({ ok: true })
    const atLock = await countEntries(month)
    await posters.all
    expect(posters.kept.filter(({ begunAfter }) => begunAfter)).toEqual([])
    expect(await countEntries(month)).toBe(atLock)
    expect(posters.kept).toHaveLength(atLock)
  },
)

test('reopening leaves who asked, why, who approved, until when and what was posted, in the period and in one thread', async () => {
  const asked = await ask('carl', `close reopen ${MONTH} reason:"A bill came late" hours:24`)
  const [approval = ''] = /APR-\d+/.exec(asked.said) ?? []
  expect(await ask('ada', `approval approve ${approval}`)).toMatchObject({ ok: true })
  await world.work()
  const late = await rent(`${MONTH}-20`)
  await world.change((tx) => postEntries(tx, [late]), 'fay')
  // The time runs out: refused from that instant on, whether or not anybody has noted it yet.
  clock.set(new Date('2026-11-11T09:00:00Z'))
  const after = await rent(`${MONTH}-21`)
  await expect(world.change((tx) => postEntries(tx, [after]))).rejects.toMatchObject({ code: 'refused' })
  await world.change((tx) => tx.outbox('period.reclose', {}))
  await world.work()
  const shown = (await ask('carl', `period show ${MONTH}`)).said
  for (const part of [approval, 'A bill came late', 'Carl', 'Ada', '11 Nov 2026, 10:00', '1 entry', 'Rent', 'Fay'])
    expect(shown).toContain(part)
  const finance = await slack.stored(slack.channels['finance'] ?? '')
  const card = finance.find(({ text }) => text.startsWith('Close of September 2026'))
  const thread = finance.filter(({ threadTs, ts }) => threadTs === card?.ts && ts !== card?.ts)
  const told = thread.map(({ blocks }) => textOf({ text: '', blocks })).join('\n')
  for (const part of [
    'closed for everybody',
    'A bill came late',
    `${approval}, approved by Ada`,
    '1 entry posted meanwhile',
  ])
    expect(told).toContain(part)
})
