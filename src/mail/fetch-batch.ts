import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { AppError } from '../lib/errors.js'
import { limits } from './limits.js'
import { tooLarge } from './read-message.js'

/** A message as it came from the server: its bytes, or why there are none. */
export type FetchedMessage = Listed & ({ bytes: Buffer } | { bytes: null; problem: string })

type Listed = { uid: number; sizeBytes: number; flags: readonly string[]; arrivedAt: Date | null }

/** All UIDs of the open folder in a range, rising. Throws when the server refuses; an empty folder is empty. */
export async function searchUids(client: ImapFlow, range: string, since: string | null = null): Promise<number[]> {
  const query = { uid: range, ...(since === null ? {} : { since: new Date(`${since}T00:00:00Z`) }) }
  const uids = await client.search(query, { uid: true })
  if (!Array.isArray(uids)) throw new Error(`The server refused to search ${range}`)
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

/** Asks for sizes first, so that a batch of large mails stays within the limit. */
async function* listGroups(client: ImapFlow, uids: readonly number[]): AsyncGenerator<Listed[], undefined> {
  for (let at = 0; at < uids.length; at += limits.fetchMessages) {
    const wanted = uids.slice(at, at + limits.fetchMessages)
    const found = new Map<number, Listed>()
    const query = { uid: true, size: true, flags: true, internalDate: true }
    for await (const item of client.fetch(rangesOf(wanted), query, { uid: true })) found.set(item.uid, toListed(item))
    for (const uid of await stillThere(client, wanted, found))
      found.set(uid, { uid, sizeBytes: 0, flags: [], arrivedAt: null })
    yield* groupBySize(wanted.flatMap((uid) => found.get(uid) ?? []))
  }
}

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
})

async function fetchSources(client: ImapFlow, listed: readonly Listed[]): Promise<FetchedMessage[]> {
  const wanted = listed.filter(({ sizeBytes }) => sizeBytes <= limits.messageBytes).map(({ uid }) => uid)
  const sources = new Map<number, Buffer>()
  if (wanted.length > 0)
    for await (const { uid, source } of client.fetch(rangesOf(wanted), { uid: true, source: true }, { uid: true }))
      if (source) sources.set(uid, source)
  const refused = new Set(await stillThere(client, wanted, sources))
  return listed.flatMap((message): FetchedMessage[] => {
    const bytes = sources.get(message.uid)
    if (bytes) return [{ ...message, bytes }]
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
