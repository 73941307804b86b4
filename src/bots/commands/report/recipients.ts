import type { SqlScope } from '../../../db/sql-workspace.js'
import { findStaffByEmail, findStaffBySlackUsers } from '../../../domain/people/staff-store.js'
import type { Recipient } from '../../../domain/reports/report-schedule-store.js'
import { invalid, refused } from '../../../lib/errors.js'
import type { Asker } from '../define-command.js'
import { readEmail } from '../values/plain.js'

/** A channel as Slack sends a picked one (`<#C012AB3CD|finance>`), or its id. */
const CHANNEL = /^(?:<#)?([CG][A-Z0-9]{6,})(?:\|[^>]*)?>?$/
const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/
const MOST = 20

/**
 * `#finance,cfo@example.com,me`: each a channel, a colleague, or – for admins – somebody outside. Throws `invalid` naming what can't be
 * read, `refused` for an outside address.
 */
export async function readRecipients(read: SqlScope, asker: Asker, typed: string | undefined): Promise<Recipient[]> {
  const words = (typed ?? 'me').split(/[,;\s]+/).filter(Boolean)
  if (words.length > MOST) throw invalid(`A report goes to at most ${MOST}: put them into a channel.`)
  const found: Recipient[] = []
  for (const word of words) found.push(await readRecipient(read, asker, word))
  const keys = found.map((each) => JSON.stringify(each))
  return found.filter((_, at) => keys.indexOf(keys[at] ?? '') === at)
}

async function readRecipient(read: SqlScope, asker: Asker, word: string): Promise<Recipient> {
  if (/^(me|myself)$/i.test(word)) return { staffId: asker.id }
  const channel = CHANNEL.exec(word)?.[1]
  if (channel) return { channel }
  if (word.startsWith('#'))
    throw invalid(`I know channels by their id: pick ${word} from Slack’s list while you type, or give its id (C…).`)
  const [staff] = await colleagues(read, word)
  if (staff) return { staffId: staff }
  const address = readEmail(word)
  if (!address.ok) throw invalid(`“${word}” is no channel, no colleague’s address, and not “me”.`)
  if (!asker.may('admin'))
    throw refused(`${address.value} is outside the company: only an admin may have reports sent there.`)
  return { address: address.value }
}

async function colleagues(read: SqlScope, word: string): Promise<string[]> {
  const user = MENTION.exec(word)?.[1]
  if (user) return (await findStaffBySlackUsers(read, [user])).map(({ id }) => id)
  const staff = await findStaffByEmail(read, word)
  return staff ? [staff.id] : []
}
