import type { ImapFlow, ListResponse, MailboxObject, StatusObject } from 'imapflow'
import { specialUse } from 'imapflow/lib/special-use.js'
import type { FolderNumbers } from '../domain/correspondence/folder-numbers.js'

export type Folder = { path: string; specialUse: string | null }
/** With what the server says of it by numbers; null when it would not say. */
export type NumberedFolder = Folder & { numbers: FolderNumbers | null }

/** What is not correspondence: unfinished, unwanted, thrown away, or a second view of the rest. */
const LEFT_OUT = new Set(['\\Drafts', '\\Junk', '\\Trash', '\\Flagged'])

/** Newest correspondence first: the inbox, what was sent, then the rest by name. */
const ORDER = ['\\Inbox', '\\Sent', '\\All', '\\Archive']

/**
 * The folders whose mail is logged, of the person's own namespaces (RFC 2342): what others share with them is theirs to follow.
 * Folders below a left-out one are left out too; `\Noselect` ones only hold others. Where one folder has everything (Gmail), labels
 * are not walked again; the inbox is, because it is what can be watched.
 */
export const listFolders = async (client: ImapFlow): Promise<Folder[]> => chooseFolders(await client.list(), client)

const NUMBERS = { uidNext: true, uidValidity: true, messages: true, highestModseq: true }

/**
 * The same with their numbers: all in one answer where the server can (RFC 5819), else asked one by one. Gmail is asked for its two
 * alone: it has a folder for every label, and counts each.
 */
export async function listNumberedFolders(client: ImapFlow): Promise<NumberedFolder[]> {
  if (client.capabilities.has('X-GM-EXT-1')) {
    const numbered: NumberedFolder[] = []
    for (const folder of await listFolders(client))
      numbered.push({ ...folder, numbers: statusNumbers(await client.status(folder.path, NUMBERS)) })
    return numbered
  }
  const all = await client.list({ statusQuery: NUMBERS })
  const said = new Map(all.map(({ path, status }) => [path, statusNumbers(status)]))
  return chooseFolders(all, client).map((folder) => ({ ...folder, numbers: said.get(folder.path) ?? null }))
}

function statusNumbers(status: StatusObject | false | undefined): FolderNumbers | null {
  if (!status || status.uidValidity === undefined || status.uidNext === undefined || status.messages === undefined)
    return null
  const { uidValidity, uidNext, messages, highestModseq } = status
  return { uidValidity, uidNext: BigInt(uidNext), messages, modseq: highestModseq || null }
}

/** Of a folder that was just opened: what comes in later changes what the connection holds of it. */
export const openedNumbers = ({ uidValidity, uidNext, exists, highestModseq }: MailboxObject): FolderNumbers => ({
  uidValidity,
  uidNext: BigInt(uidNext),
  messages: exists,
  modseq: highestModseq || null,
})

function chooseFolders(listed: readonly ListResponse[], client: ImapFlow): Folder[] {
  const all = listed.map((folder) => ({ ...folder, use: useOf(folder, client) }))
  const out = all.filter(({ use }) => use !== null && LEFT_OUT.has(use))
  const foreign = foreignPrefixes(client)
  const wanted = all.filter(
    (folder) =>
      isSelectable(folder) &&
      !out.some((other) => isWithin(folder, other)) &&
      !foreign.some((prefix) => `${folder.path}${folder.delimiter}`.startsWith(prefix)),
  )
  const everything = wanted.some(({ use }) => use === '\\All')
  return wanted
    .filter(({ use }) => !everything || use === '\\Inbox' || use === '\\All')
    .sort((a, b) => rank(a.use) - rank(b.use) || a.path.localeCompare(b.path))
    .map(({ path, use }) => ({ path, specialUse: use }))
}

/**
 * What a folder is for: as the server says (RFC 6154), else by its name as mail programs make it, in many languages – and every
 * one of them, because several programs leave several bins. A name counts at the top alone: `Contracts/Drafts` is somebody's work.
 */
function useOf(folder: ListResponse, client: ImapFlow): string | null {
  if (folder.specialUse === '\\Inbox' || folder.specialUseSource === 'extension') return folder.specialUse ?? null
  return isAtTop(folder, client) ? specialUse(false, folder).flag : null
}

/** Beside the inbox, or below it where servers put everything there (`INBOX.Trash`). */
function isAtTop({ parentPath, delimiter }: ListResponse, { namespaces }: ImapFlow): boolean {
  const own = (namespaces?.personal || []).map(({ prefix }) => prefix)
  return parentPath === '' || parentPath.toUpperCase() === 'INBOX' || own.includes(`${parentPath}${delimiter}`)
}

/** Where other people's and common folders are. A server that puts them at the root says nothing about any folder. */
const foreignPrefixes = ({ namespaces }: ImapFlow): string[] =>
  [...(namespaces?.other || []), ...(namespaces?.shared || [])]
    .map(({ prefix }) => prefix)
    .filter((prefix) => prefix !== '')

const isSelectable = ({ flags }: ListResponse): boolean =>
  !flags.has('\\Noselect') && !flags.has('\\NonExistent') && !flags.has('\\NoSelect')

const isWithin = (folder: ListResponse, other: ListResponse): boolean =>
  folder.path === other.path || (other.delimiter !== '' && folder.path.startsWith(other.path + other.delimiter))

function rank(use: string | null): number {
  const at = ORDER.indexOf(use ?? '')
  return at < 0 ? ORDER.length : at
}
