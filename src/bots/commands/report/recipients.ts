import type { Via } from '../../../db/scope.js'
import type { SqlScope } from '../../../db/sql-workspace.js'
import { findChannels, listAlike } from '../../../domain/people/chat-channel-store.js'
import { findStaffByEmail, findStaffBySlackUsers } from '../../../domain/people/staff-store.js'
import type { Recipient } from '../../../domain/reports/report-schedule-store.js'
import { invalid, refused } from '../../../lib/errors.js'
import { no, ok, type Result } from '../../../lib/result.js'
import type { Asker, CommandContext } from '../define-command.js'
import { readEmail } from '../values/plain.js'

/** A channel as Slack sends a picked one (`<#C012AB3CD|finance>`), or its id. */
const CHANNEL = /^(?:<#)?([CG][A-Z0-9]{6,})(?:\|[^>]*)?>?$/
const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/
const MOST = 20

type Who = Pick<CommandContext, 'asker' | 'scope'>

/**
 * `#finance,cfo@example.com,me`: each a channel, a colleague, or – for admins – somebody outside. Throws `invalid` naming what can't be
 * read, `refused` for an outside address of anybody else, and of an assistant. No: a channel can't be sent to, as the chat's list was kept last; it may be another by now.
 */
export async function readRecipients(
  read: SqlScope,
  { asker, scope: { via } }: Who,
  typed: string | undefined,
): Promise<Result<Recipient[]>> {
  const words = (typed ?? 'me').split(/[,;\s]+/).filter(Boolean)
  if (words.length > MOST) throw invalid(`A report goes to at most ${MOST}: put them into a channel.`)
  const found: Recipient[] = []
  for (const word of words) {
    const one = await readRecipient(read, { asker, via }, word)
    if (!one.ok) return one
    found.push(one.value)
  }
  const keys = found.map((each) => JSON.stringify(each))
  return ok(found.filter((_, at) => keys.indexOf(keys[at] ?? '') === at))
}

async function readRecipient(
  read: SqlScope,
  { asker, via }: { asker: Asker; via: Via },
  word: string,
): Promise<Result<Recipient>> {
  if (/^(me|myself)$/i.test(word)) return ok({ staffId: asker.id })
  const channel = CHANNEL.exec(word)?.[1]
  if (channel) return ok({ channel })
  if (word.startsWith('#')) return channelNamed(read, word.slice(1))
  const [staff] = await colleagues(read, word)
  if (staff) return ok({ staffId: staff })
  const address = readEmail(word)
  if (!address.ok) throw invalid(`“${word}” is no channel, no colleague’s address, and not “me”.`)
  if (!asker.may('admin'))
    throw refused(`${address.value} is outside the company: only an admin may have reports sent there.`)
  // It may have read the address in a mail of somebody else's, and believed it.
  if (via === 'mcp')
    throw refused(
      `An assistant can’t have reports sent outside the company, as to ${address.value}: ask for it yourself.`,
    )
  return ok({ address: address.value })
}

async function channelNamed(read: SqlScope, name: string): Promise<Result<Recipient>> {
  const found = await findChannels(read, name)
  const [only] = found
  if (only && found.length === 1) {
    if (!only.joined) return no(`I am not in #${only.name}: invite me there with \`/invite @Daybook\`.`)
    return ok({ channel: only.channel })
  }
  if (only)
    throw invalid(
      `There are ${found.length} channels #${only.name}: say which by its id, ${found.map(({ channel }) => channel).join(' or ')}.`,
    )
  const alike = (await listAlike(read, name)).map((each) => `#${each}`)
  const perhaps = alike.length > 0 ? ` Do you mean ${alike.join(' or ')}?` : ''
  return no(`I know no channel #${name}; a private one I see only once I am in it.${perhaps}`)
}

async function colleagues(read: SqlScope, word: string): Promise<string[]> {
  const user = MENTION.exec(word)?.[1]
  if (user) return (await findStaffBySlackUsers(read, [user])).map(({ id }) => id)
  const staff = await findStaffByEmail(read, word)
  return staff ? [staff.id] : []
}
