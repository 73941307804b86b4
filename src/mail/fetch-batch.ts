import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { limits } from './limits.js'

/** A message as it came from the server. `bytes` is null when it is too large to fetch. */
export type FetchedMessage = {
  uid: number
  sizeBytes: number
  flags: readonly string[]
  arrivedAt: Date | null
  bytes: Buffer | null
}

/** All UIDs of the open folder in a range, rising. Throws when the server refuses; an empty folder is empty. */
export async function searchUids(client: ImapFlow, range: string, since: string | null = null): Promise<number[]> {
  const query = { uid: range, ...(since === null ? {} : { since: new Date(`${since}T00:00:00Z`) }) }
  const uids = await client.search(query, { uid: true })
  if (!Array.isArray(uids)) throw new Error(`The server refused to search ${range}`)
  return uids.sort((a, b) => a - b)
}

/**
 * Fetches messages in the order given, in batches that bound memory, one ahead of the caller: while a batch is stored the
 * next is on its way. Messages that vanished meanwhile are missing. No other command may run on the connection meanwhile.
 */
export async function* fetchBatches(
  client: ImapFlow,
  uids: readonly number[],
  sizeHint: number = limits.batchMessages,
): AsyncGenerator<FetchedMessage[]> {
  const groups = plan(client, uids, sizeHint)
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

type Listed = Omit<FetchedMessage, 'bytes'>

/** Asks for sizes first, so that a batch of large mails stays within the limit. */
async function* plan(client: ImapFlow, uids: readonly number[], count: number): AsyncGenerator<Listed[], undefined> {
  for (let at = 0; at < uids.length; at += count) {
    const wanted = uids.slice(at, at + count)
    const found = new Map<number, Listed>()
    for await (const item of client.fetch(
      wanted.join(','),
      { uid: true, size: true, flags: true, internalDate: true },
      { uid: true },
    ))
      found.set(item.uid, toListed(item))
    let group: Listed[] = []
    let bytes = 0
    for (const listed of wanted.flatMap((uid) => found.get(uid) ?? [])) {
      if (group.length > 0 && bytes + listed.sizeBytes > limits.batchBytes) {
        yield group
        group = []
        bytes = 0
      }
      group.push(listed)
      bytes += listed.sizeBytes > limits.messageBytes ? 0 : listed.sizeBytes
    }
    if (group.length > 0) yield group
    else if (wanted.length > 0) yield []
  }
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
    for await (const { uid, source } of client.fetch(wanted.join(','), { uid: true, source: true }, { uid: true }))
      if (source) sources.set(uid, source)
  return listed.flatMap((message): FetchedMessage[] => {
    const bytes = sources.get(message.uid)
    if (bytes) return [{ ...message, bytes }]
    return message.sizeBytes > limits.messageBytes ? [{ ...message, bytes: null }] : [] // else it vanished
  })
}
