import postgres from 'postgres'
import type { Catalog } from '../../src/bots/commands/define-command.js'
import type { RecordKindDeclaration } from '../../src/bots/commands/define-record-kind.js'
import type { RecordKind } from '../../src/bots/commands/params.js'
import { nameKey } from '../../src/lib/name-key.js'
import type { FoundedCompany } from './company.js'
import { type RowSeeder, rowSeeder } from './seed-rows.js'

/** Whose a record is: the asker's, a teammate's, a stranger's; or a stranger's that hangs on the asker's own company. */
export const WHOSE = ['own', 'team', 'other', 'intruder'] as const
export type Whose = (typeof WHOSE)[number]

export type SeededRecord = { id: string; ref: string; title: string }
export type SeededRecords = ReadonlyMap<RecordKind, Readonly<Record<Whose, SeededRecord>>>

type Person = { whose: Whose; id: string; name?: string | null }

/** What a row of a kind has beside what its columns demand: only what makes it one of that kind, or somebody's. */
const ROWS: Partial<Record<RecordKind, (person: Person) => Record<string, unknown>>> = {
  bill: () => ({ kind: 'bill' }),
  expense: ({ id }) => ({ kind: 'expense', company_id: null, staff_id: id }),
  task: () => ({ kind: 'task' }),
  approval: ({ id }) => ({ kind: 'bill', requested_by_id: id, state: 'asked', subject: undefined }),
  'bill-file': ({ id }) => ({ added_by_id: id }),
  // Nothing comes before it.
  'close-task': () => ({ state: 'ready' }),
  signal: () => ({ name: 'deal-without-step' }),
  thread: ({ whose }) => ({ private_at: whose === 'own' || whose === 'team' ? null : '2026-11-02' }),
}

/** Rows that hang on one of a kind, without which it is not shown. */
const PARTS: Partial<Record<RecordKind, string>> = { thread: 'message' }

/** Kinds that are shown to those alone who may see all of the mail they came from. */
const OUT_OF_MAIL: readonly RecordKind[] = ['bill-proposal']

/** A mail of its own that a shared mailbox shows to everybody. */
async function sharedMail(seeder: RowSeeder, refs: ReadonlyMap<string, string>): Promise<string> {
  const own = new Map([...refs].filter(([table]) => !['thread', 'message', 'mailbox'].includes(table)))
  await seeder.row('mailbox', { kind: 'shared', visibility: 'full' }, own)
  const message = await seeder.row('message', {}, own)
  await seeder.row('message_location', {}, own)
  return message
}

/** Columns that hold what a record is called. */
const NAMES = ['name', 'title', 'subject', 'filename', 'headline']
const KEYS = ['name_key', 'title_key']

/** A record of every declared kind for each of those people, named after both: "intruder deal 90012". */
export async function seedRecords(
  { database, scope }: FoundedCompany,
  catalog: Catalog,
  people: Readonly<Record<Whose, string>>,
  /** Another name for all of somebody's, instead. */
  nameFor: (whose: Whose) => string | null = () => null,
): Promise<SeededRecords> {
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} })
  const sql = await admin.reserve()
  try {
    const seeder = await rowSeeder(sql, scope.workspaceId)
    const records = new Map<RecordKind, Record<Whose, SeededRecord>>()
    const kinds = [...catalog.kinds.values()].sort(
      (a, b) => Number(b.kind === 'company') - Number(a.kind === 'company'),
    )
    for (const whose of WHOSE) {
      const person = { whose, id: people[whose] }
      const refs = new Map([['staff', person.id]])
      const theirs = records.get('company')?.own.id
      if (whose === 'intruder' && theirs) refs.set('company', theirs)
      for (const kind of kinds) {
        const record = await seedRecord(seeder, kind, { ...person, name: nameFor(whose) }, refs)
        records.set(kind.kind, { ...(records.get(kind.kind) as Record<Whose, SeededRecord>), [whose]: record })
      }
    }
    return records
  } finally {
    sql.release()
    await admin.end()
  }
}

async function seedRecord(
  seeder: RowSeeder,
  kind: RecordKindDeclaration,
  person: Person,
  refs: Map<string, string>,
): Promise<SeededRecord> {
  const title = person.name ?? `${person.whose} ${kind.kind} ${seeder.next()}`
  const ref = `${kind.refPrefixes?.[0] ?? kind.kind}-${90_000 + seeder.next()}`
  if (kind.kind === 'staff') return { id: person.id, ref, title }
  const wanted: Record<string, unknown> = {
    ...Object.fromEntries(NAMES.map((column) => [column, title])),
    ...Object.fromEntries(KEYS.map((column) => [column, nameKey(title)])),
    ref,
    list: kind.kind,
    owner_id: person.id,
    company_id: refs.get('company'),
    ...ROWS[kind.kind]?.(person),
    ...(OUT_OF_MAIL.includes(kind.kind) && { message_id: await sharedMail(seeder, refs) }),
  }
  const known = Object.entries(wanted).filter(
    ([column, value]) => value !== undefined && seeder.has(kind.table, column),
  )
  const seed = person.whose === 'intruder' && kind.kind === 'company' ? new Map([['staff', person.id]]) : refs
  // Of a kind whose names are unique there is no namesake.
  const id = await seeder.row(kind.table, Object.fromEntries(known), seed).catch((thrown: unknown) => {
    if (person.name && (thrown as { code?: string }).code === '23505') return null
    throw thrown
  })
  if (id === null) return seedRecord(seeder, kind, { ...person, name: null }, refs)
  const part = PARTS[kind.kind]
  if (part) await seeder.row(part, {}, new Map([...seed, [kind.table, id]]))
  return { id, ref, title }
}
