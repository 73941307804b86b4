import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { ImapFlow } from 'imapflow'
import { type Mailroom, startMailroom } from '../scripts/services/mailroom.js'
import { type Bench, type Finding, median, ratioOf, rounded } from './harness.js'
import { type BenchLetter, letters, OWN_ADDRESS } from './letters.js'
import { startRival } from './mail-rival.js'
import { type Effort, type OwnEffort, startOwn } from './mail-runs.js'
import type { Stage } from './stage.js'

const ROUNDS = 3
const MESSAGES = 6_000
const MORE = 100
/** Ten times the messages, for Daybook alone: how its cost grows. */
const MANY = 30_000
/** A sync with nothing to do takes less than the kernel's clock ticks: so many are taken together. */
const IDLE_SYNCS = 10
const POLLS = 100

/** What is demanded of mail's speed, part by part (`mail/growth` alone, too). */
export const mail: readonly Bench[] = [
  { name: 'mail/compared', run: withRoom(compare) },
  { name: 'mail/growth', run: withRoom(async (...at) => [await grow(...at)]) },
]

type InRoom = (stage: Stage, room: Mailroom, dir: string) => Promise<Finding[]>

function withRoom(run: InRoom): Bench['run'] {
  return async (stage) => {
    const dir = await mkdtemp(path.join(stage.dir, 'mail-'))
    stage.onStop(() => rm(dir, { recursive: true, force: true }))
    const room = await startMailroom({
      dir: path.join(dir, 'room'),
      mailboxes: [],
      cacheDir: path.resolve(stage.dir, '../dovecot'),
    })
    stage.onStop(room.stop)
    return run(stage, room, dir)
  }
}

type Rounds<T> = { first: T[]; idle: T[]; more: T[] }

/**
 * One mailbox on one Dovecot: until all its mail is stored, threaded, matched, searchable and durable – against Debian's
 * `mbsync` and `notmuch new` until it is stored, threaded, searchable and durable.
 */
async function compare(stage: Stage, room: Mailroom, dir: string): Promise<Finding[]> {
  const source = letters(MESSAGES + ROUNDS * MORE)
  await fill(room, OWN_ADDRESS, take(source, MESSAGES))
  const rival = startRival(room, OWN_ADDRESS, path.join(dir, 'rival'))
  const ours: Rounds<OwnEffort> = { first: [], idle: [], more: [] }
  const polls: OwnEffort[] = []
  const theirs: Rounds<Effort> = { first: [], idle: [], more: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    const total = MESSAGES + round * MORE
    const own = await startOwn(stage, room, OWN_ADDRESS, path.join(dir, `own-${round}`))
    await rival.clear()
    const turns = [
      async () => ours.first.push(must(await own.sync(), total)),
      async () => theirs.first.push(await rival.sync()),
    ]
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn()
    if ((await rival.count()) !== total) throw new Error(`notmuch has not all ${total} messages.`)
    ours.idle.push(await meanOf(IDLE_SYNCS, own.sync))
    theirs.idle.push(await meanOf(IDLE_SYNCS, rival.sync))
    polls.push(await own.poll(POLLS))
    await fill(room, OWN_ADDRESS, take(source, MORE))
    ours.more.push(must(await own.sync(), MORE))
    theirs.more.push(await rival.sync())
    await own.stop()
  }
  return [
    ...findings(`${MESSAGES} messages into an empty database`, ours.first, theirs.first, 'goal ≤ 0.5'),
    { what: 'of this', unit: 'ms CPU, MB', figures: partsOf(ours.first) },
    ...findings('a sync with nothing new', ours.idle, theirs.idle, 'goal ≤ 1.0'),
    {
      what: 'the running service looks again, nothing new',
      unit: 'ms',
      figures: {
        wall: rounded(median(polls.map(({ wallMs }) => wallMs))),
        CPU: rounded(median(polls.map(({ cpuMs }) => cpuMs))),
      },
    },
    ...findings(`${MORE} new messages`, ours.more, theirs.more, 'goal ≤ 1.0'),
  ]
}

/** Daybook's time per message at a tenth, once and ten times the size. */
async function grow(stage: Stage, room: Mailroom, dir: string): Promise<Finding> {
  const perMessage: Record<string, number> = {}
  const costs: number[] = []
  for (const count of [MANY / 100, MANY / 10, MANY]) {
    const address = `bench-${count}@daybook.example`
    await fill(room, address, letters(count, 2))
    const own = await startOwn(stage, room, address, path.join(dir, `own-${count}`))
    const effort = must(await own.sync(), count)
    await own.stop()
    perMessage[`${count} wall µs`] = rounded((effort.wallMs * 1000) / count)
    perMessage[`${count} CPU µs`] = rounded((effort.cpuMs * 1000) / count)
    perMessage[`${count} peak MB`] = rounded(effort.peakMb)
    perMessage[`${count} live MB`] = rounded(effort.liveMb)
    costs.push(effort.wallMs / count)
  }
  const [, once = Number.NaN, tenfold = Number.NaN] = costs
  return {
    what: 'each message, by the size of the mailbox',
    unit: '',
    figures: perMessage,
    ratio: rounded(tenfold / once),
    goal: 'goal ≤ 1.2',
  }
}

function findings(what: string, ours: readonly OwnEffort[], theirs: readonly Effort[], goal: string): Finding[] {
  return (['wallMs', 'cpuMs'] as const).map((kind) => {
    const sides = [ours.map((each) => each[kind]), theirs.map((each) => each[kind])] as const
    return {
      what: `${what}: ${kind === 'wallMs' ? 'wall' : 'CPU'}`,
      unit: 'ms',
      figures: { daybook: rounded(median(sides[0])), 'mbsync + notmuch': rounded(median(sides[1])) },
      ratio: ratioOf(...sides),
      goal,
    }
  })
}

const partsOf = (efforts: readonly OwnEffort[]) => ({
  'Node ms': rounded(median(efforts.map(({ nodeMs }) => nodeMs))),
  'Postgres ms': rounded(median(efforts.map(({ postgresMs }) => postgresMs))),
  'peak MB': rounded(median(efforts.map(({ peakMb }) => peakMb))),
})

function must(effort: OwnEffort, stored: number): OwnEffort {
  if (effort.stored !== stored) throw new Error(`${effort.stored} of ${stored} messages were stored.`)
  return effort
}

async function meanOf<T extends Effort>(count: number, sync: () => Promise<T>): Promise<T> {
  const efforts: T[] = []
  for (let n = 0; n < count; n += 1) efforts.push(await sync())
  const mean = (kind: keyof Effort) => efforts.reduce((sum, each) => sum + each[kind], 0) / count
  return { ...(efforts[0] as T), wallMs: mean('wallMs'), cpuMs: mean('cpuMs') }
}

function* take<T>(source: Iterator<T>, count: number): Generator<T> {
  for (let n = 0; n < count; n += 1) {
    const next = source.next()
    if (next.done) return
    yield next.value
  }
}

async function fill(room: Mailroom, address: string, source: Iterable<BenchLetter>): Promise<void> {
  const client = new ImapFlow({
    ...room.imap,
    secure: false,
    auth: { user: address, pass: room.sharedPassword },
    logger: false,
    disableAutoIdle: true,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const { folder, raw } of source) await client.append(folder, raw, ['\\Seen'])
  } finally {
    await client.logout()
  }
}
