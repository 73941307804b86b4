import type { FetchMessageObject, ImapFlow, SearchObject } from 'imapflow'
import { type Clock, timeOf } from '../lib/clock.js'
import { AppError } from '../lib/errors.js'
import { limits } from './limits.js'
import { tooLarge } from './read-message.js'

/** A message as it came from the server: its bytes, or why there are none. */
export type FetchedMessage = Listed & ({ bytes: Buffer } | { bytes: null; problem: string })

type Listed = {
  uid: number
  sizeBytes: number
  flags: readonly string[]
  arrivedAt: Date | null
  /** Gmail's number of its conversation (X-GM-THRID). */
  threadId?: string | undefined
}

/** All UIDs of the open folder in a range, rising. Throws when the server refuses; an empty folder is empty. */
export const searchUids = (client: ImapFlow, range: string, since: string | null = null): Promise<number[]> =>
  findUids(client, { uid: range, ...(since === null ? {} : { since: new Date(`${since}T00:00:00Z`) }) })

async function findUids(client: ImapFlow, query: SearchObject & { uid: string }): Promise<number[]> {
  const uids = await client.search(query, { uid: true })
  if (!Array.isArray(uids)) throw new Error(`The server refused to search ${query.uid}`)
  return uids.sort((a, b) => a - b)
}

/**
 * Fetches messages in the order given, in batches that bound memory, one ahead of the caller: while a batch is stored the
 * next is on its way. Only messages that the server no longer has are missing. No other command may run on the connection
 * meanwhile.
 */
export async function* fetchBatches(client: ImapFlow, uids: readonly number[]): AsyncGenerator<FetchedMessage[]> {
  const groups = listGroups(client, uids)
  const fetchNext = async () => {
    const next = await groups.next()
    return next.done ? null : fetchSources(client, next.value)
  }
  let ahead = fetchNext()
  for (;;) {
    const batch = await ahead
    if (batch === null) return
    ahead = fetchNext()
    ahead.catch(() => undefined) // reported when it is awaited; the caller may stop before
    yield batch
  }
}

/** What is small is asked for at once; of the others the sizes first, so that a batch of large mails stays within the limit. */
async function* listGroups(client: ImapFlow, uids: readonly number[]): AsyncGenerator<Listed[], undefined> {
  for (let at = 0; at < uids.length; at += limits.fetchMessages) {
    const wanted = uids.slice(at, at + limits.fetchMessages)
    const large = new Map<number, Listed>()
    const largeUids = await findUids(client, { uid: rangesOf(wanted), larger: limits.smallBytes })
    if (largeUids.length > 0)
      for await (const item of client.fetch(rangesOf(largeUids), LISTED, { uid: true }))
        large.set(item.uid, toListed(item))
    yield* groupBySize(wanted.map((uid) => large.get(uid) ?? unlisted(uid)))
  }
}

const LISTED = { uid: true, size: true, flags: true, internalDate: true } as const

/** A message of which no more is known than that it is small, or was not told. */
const unlisted = (uid: number): Listed => ({ uid, sizeBytes: limits.smallBytes, flags: [], arrivedAt: null })

/** UIDs as a sequence set (RFC 3501 §9), runs as ranges: most of a folder is one. */
export function rangesOf(uids: readonly number[]): string {
  const runs: { from: number; to: number }[] = []
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && uid <= run.to + 1) run.to = uid
    else runs.push({ from: uid, to: uid })
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}

function groupBySize(listed: readonly Listed[]): Listed[][] {
  const groups: Listed[][] = [[]]
  let bytes = 0
  for (const message of listed) {
    const size = message.sizeBytes > limits.messageBytes ? 0 : message.sizeBytes
    if (bytes > 0 && bytes + size > limits.batchBytes) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)?.push(message)
    bytes += size
  }
  return groups
}

const toListed = (item: FetchMessageObject): Listed => ({
  uid: item.uid,
  sizeBytes: item.size ?? 0,
  flags: [...(item.flags ?? [])].filter((flag) => flag !== '\\Recent').sort(),
  arrivedAt: item.internalDate === undefined ? null : new Date(item.internalDate),
  threadId: item.threadId,
})

/** When it came in, by our clock: a mail server's dates are on the time of the world, which a simulated company does not live in. */
export const arrivalOf = ({ arrivedAt }: Pick<Listed, 'arrivedAt'>, clock: Clock): Date =>
  arrivedAt === null ? clock.now() : timeOf(clock, arrivedAt)

const sourceOf = ({ capabilities }: ImapFlow) => ({ ...LISTED, source: true, threadId: capabilities.has('X-GM-EXT-1') })

async function fetchSources(client: ImapFlow, listed: readonly Listed[]): Promise<FetchedMessage[]> {
  const wanted = listed.filter(({ sizeBytes }) => sizeBytes <= limits.messageBytes).map(({ uid }) => uid)
  const got = new Map<number, FetchedMessage>()
  if (wanted.length > 0)
    for await (const item of client.fetch(rangesOf(wanted), sourceOf(client), { uid: true }))
      if (item.source) got.set(item.uid, { ...toListed(item), bytes: item.source })
  const refused = new Set(await stillThere(client, wanted, got))
  return listed.flatMap((message): FetchedMessage[] => {
    const fetched = got.get(message.uid)
    if (fetched) return [fetched]
    if (message.sizeBytes > limits.messageBytes)
      return [{ ...message, bytes: null, problem: tooLarge(message.sizeBytes) }]
    const problem = 'its mail server lists it and does not give it'
    return refused.has(message.uid) ? [{ ...message, bytes: null, problem }] : []
  })
}

/** Of the wanted messages that did not come those that the server has nevertheless: silence is no proof that one is gone. */
async function stillThere(client: ImapFlow, wanted: readonly number[], got: { has(uid: number): boolean }) {
  const missing = wanted.filter((uid) => !got.has(uid))
  if (missing.length === 0) return []
  if (!client.usable) throw new AppError('unavailable', 'The mail server closed the connection.')
  return searchUids(client, rangesOf(missing))
}
