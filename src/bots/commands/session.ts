import type { Scope } from '../../db/scope.js'
import { askWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { listFields } from '../../domain/crm/custom-field-store.js'
import { narrowed } from '../../domain/people/audience.js'
import { getMembership, listMemberships } from '../../domain/people/membership-store.js'
import type { Member } from '../../domain/people/staff.js'
import { type WorkingCalendar, workingCalendar } from '../../domain/people/working-days.js'
import { dateIn } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { Catalog, CommandContext } from './define-command.js'
import type { Vocabulary } from './grammar/find-command.js'
import { withOwnFields } from './own-fields.js'
import type { Deps, Who } from './request.js'
import type { ResolveContext } from './resolve-args.js'
import type { ReadingContext } from './values/reading.js'

/** Everything that answering one request is done with. */
export type Session = {
  readonly deps: Deps
  readonly context: CommandContext
  readonly reading: ReadingContext
  /** The commands that the asker may give. */
  readonly vocabulary: Vocabulary
  /** The commands as every company has them: without the fields that this one added. */
  readonly declared: Catalog
}

/** Reads who asks and hands the same read-only transaction on, so that finding the records costs no second one. */
export async function withSession<T>(
  deps: Deps,
  who: Who,
  work: (session: Session, read: SqlScope) => Promise<T>,
): Promise<T> {
  const scope: Scope = {
    workspaceId: who.workspaceId,
    actorId: who.staffId,
    via: who.via,
    reference: newReference(deps.db.ids.next()),
  }
  return askWorkspace(deps.db, scope, async (read) => work(await openSession(deps, scope, read, who.readers), read))
}

async function amongReaders(read: SqlScope, person: Member, { staffIds, owned }: NonNullable<Who['readers']>) {
  const readers = await listMemberships(read, staffIds)
  // One who left meanwhile may see nothing, so nothing is what all may see.
  if (readers.length < new Set(staffIds).size) throw notFound('Somebody who would read this is no longer staff here.')
  return narrowed(
    person,
    readers.map(({ member }) => member),
    { owned },
  )
}

async function openSession(deps: Deps, scope: Scope, read: SqlScope, readers: Who['readers']): Promise<Session> {
  const [{ member: person, workspace }, fields] = await Promise.all([
    getMembership(read, scope.actorId ?? ''),
    listFields(read),
  ])
  const member = readers ? await amongReaders(read, person, readers) : person
  const { db } = deps
  const catalog = withOwnFields(deps.catalog, fields)
  const today = dateIn(member.timeZone, read.now)
  const context: CommandContext = {
    db,
    scope,
    asker: member,
    workspace,
    now: read.now,
    today,
    fields,
    catalog,
    ...(deps.mailLink && { mailLink: deps.mailLink }),
    ...(deps.readAttachment && { readAttachment: deps.readAttachment }),
    ...(deps.kept && { kept: deps.kept }),
    ...(deps.fileLink && { fileLink: deps.fileLink }),
    ...(deps.recordLink && { recordLink: deps.recordLink }),
    ...(deps.feedLink && { feedLink: deps.feedLink }),
    ...(deps.files && { files: deps.files }),
    ...(deps.along && { along: deps.along }),
    read: (work) => askWorkspace(db, scope, work),
  }
  return {
    deps: { ...deps, catalog },
    context,
    vocabulary: vocabularyOf(catalog, member),
    declared: deps.catalog,
    reading: readingContext(context),
  }
}

type Known = { needs: readonly string[]; byRights: Map<string, Vocabulary> }
const known = new WeakMap<Catalog, Known>()

/** The commands that somebody may give. People of the same rights share it, and with it what is worked out from its words. */
function vocabularyOf(catalog: Catalog, member: Member): Vocabulary {
  const { needs, byRights } = known.get(catalog) ?? {
    needs: [...new Set([...catalog.commands.values()].map((command) => command.needs))],
    byRights: new Map<string, Vocabulary>(),
  }
  known.set(catalog, { needs, byRights })
  const rights = needs.filter((capability) => member.may(capability)).join(' ')
  const vocabulary =
    byRights.get(rights) ?? new Map([...catalog.commands].filter(([, command]) => member.may(command.needs)))
  byRights.set(rights, vocabulary)
  return vocabulary
}

/** What words of this asker are read against. */
export function readingContext({ today, workspace }: CommandContext): ReadingContext {
  let calendar: WorkingCalendar | undefined
  return {
    today,
    fiscalYearStart: workspace.fiscalYearStart,
    calendar: () => {
      calendar ??= workingCalendar(workspace.country)
      return calendar
    },
  }
}

export const resolveContext = (session: Session, read: SqlScope): ResolveContext => ({
  read,
  asker: session.context.asker,
  catalog: session.deps.catalog,
  reading: session.reading,
  baseCurrency: session.context.workspace.baseCurrency,
})

/** Crockford's base 32: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight characters for people to quote, from the last 40 bits of an id: random in a UUIDv7. */
export function newReference(id: string): string {
  let bits = BigInt(`0x${id.replaceAll('-', '').slice(-10)}`)
  let reference = ''
  for (let n = 0; n < 8; n += 1) {
    reference = (ALPHABET[Number(bits & 31n)] ?? '') + reference
    bits >>= 5n
  }
  return reference
}
