import type { ImapFlow, ListResponse } from 'imapflow'

export type Folder = { path: string; specialUse: string | null }

/** What is not correspondence: unfinished, unwanted, thrown away, or a second view of the rest. */
const LEFT_OUT = new Set(['\\Drafts', '\\Junk', '\\Trash', '\\Flagged'])

/** Newest correspondence first: the inbox, what was sent, then the rest by name. */
const ORDER = ['\\Inbox', '\\Sent', '\\All', '\\Archive']

/**
 * The folders whose mail is logged (RFC 6154 special use, else by name as the client knows it in many languages). Folders
 * below a left-out one are left out too; `\Noselect` ones only hold others. Where one folder has everything (Gmail), labels
 * are not walked again; the inbox is, because it is what can be watched.
 */
export async function listFolders(client: ImapFlow): Promise<Folder[]> {
  const all = await client.list()
  const out = all.filter(({ specialUse }) => specialUse !== undefined && LEFT_OUT.has(specialUse))
  const wanted = all.filter((folder) => isSelectable(folder) && !out.some((other) => isWithin(folder, other)))
  const everything = wanted.some(({ specialUse }) => specialUse === '\\All')
  return wanted
    .filter(({ specialUse }) => !everything || specialUse === '\\Inbox' || specialUse === '\\All')
    .sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path))
    .map(({ path, specialUse }) => ({ path, specialUse: specialUse ?? null }))
}

const isSelectable = ({ flags }: ListResponse): boolean =>
  !flags.has('\\Noselect') && !flags.has('\\NonExistent') && !flags.has('\\NoSelect')

const isWithin = (folder: ListResponse, other: ListResponse): boolean =>
  folder.path === other.path || (other.delimiter !== '' && folder.path.startsWith(other.path + other.delimiter))

function rank({ specialUse }: ListResponse): number {
  const at = ORDER.indexOf(specialUse ?? '')
  return at < 0 ? ORDER.length : at
}
