import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import type { Verb } from '../../../src/cli/define-verb.js'
import backup from '../../../src/cli/verbs/backup.js'
import exportVerb from '../../../src/cli/verbs/export.js'
import restore from '../../../src/cli/verbs/restore.js'
import resume from '../../../src/cli/verbs/resume.js'
import verify from '../../../src/cli/verbs/verify.js'
import { readConfig } from '../../../src/config.js'
import { migrate } from '../../../src/db/migrate.js'
import { startService } from '../../../src/main.js'
import { asAdmin, freshDatabase, type TestDatabase } from '../../support/database.js'
import { demoTemplate } from '../../support/demo-template.js'
import { withDatabase } from '../../support/urls.js'
import { memoryTerminal } from './memory-terminal.js'

const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-backup-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const demo = await freshDatabase(await demoTemplate())
const configOf = (database: Pick<TestDatabase, 'adminUrl' | 'key'>, home: string, key = database.key) =>
  readConfig({
    DATABASE_URL: database.adminUrl,
    DAYBOOK_KEY: key,
    DAYBOOK_HOME: path.join(folder, home),
    LOG_LEVEL: 'silent',
  })
const here = configOf(demo, 'here')
const raw = path.join(here.home, 'mail/some-company')
await mkdir(raw, { recursive: true })
await writeFile(path.join(raw, 'a.pack'), randomBytes(300_000))
await writeFile(path.join(raw, 'empty.pack'), '')
await mkdir(path.join(here.home, 'mail/files/ab'), { recursive: true })
await writeFile(path.join(here.home, 'mail/files/ab/cd'), 'an attachment')
const file = path.join(folder, 'demo.tar.gz')

async function run(verb: Verb, config: ReturnType<typeof readConfig>, words: string[], options = {}) {
  const { terminal, said } = memoryTerminal(true)
  const code = await verb.run({ config, terminal, words, options })
  return { code, answer: JSON.parse(said.join('')) as Record<string, unknown> }
}

/** Every row of every table, a hash a table: what two databases have in common, or not. */
const fingerprints = (adminUrl: string) =>
  asAdmin(adminUrl, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'routing', 'search') and tablename <> '_prisma_migrations' order by 1`
    const found: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await sql.unsafe<{ print: string }[]>(
        `select count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as print from ${name} t`,
      )
      found[name] = row?.print ?? ''
    }
    return found
  })

const shapeOf = (adminUrl: string) =>
  asAdmin(
    adminUrl,
    (sql) => sql`
      select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as line
      from pg_constraint where connamespace in ('public'::regnamespace, 'routing'::regnamespace)
      union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
      order by 1`,
  )

/** A database that is not there yet; dropped at the end. */
function unmadeDatabase(name: string) {
  const adminUrl = withDatabase(demo.adminUrl, `${demo.name}_${name}`)
  afterAll(() =>
    asAdmin(
      demo.adminUrl,
      (sql: postgres.Sql) => sql`drop database if exists ${sql(`${demo.name}_${name}`)} with (force)`,
    ),
  )
  return { adminUrl, key: demo.key }
}

test('what was backed up stands elsewhere as it stood: every row, every file, every rule, and the books prove', async () => {
  const made = await run(backup, here, [file])
  expect(made).toMatchObject({ code: 0, answer: { ok: true, files: 3, companies: [expect.any(String)] } })
  const copy = unmadeDatabase('copy')
  const there = configOf(copy, 'there')
  const restored = await run(restore, there, [file])
  expect(restored).toMatchObject({ code: 0, answer: { rows: made.answer['rows'], files: 3, migrated: 0 } })
  const url = there.databaseUrl?.reveal() ?? ''
  expect(await fingerprints(url)).toEqual(await fingerprints(demo.adminUrl))
  expect(await shapeOf(url)).toEqual(await shapeOf(demo.adminUrl))
  expect((await run(verify, there, [])).answer).toMatchObject({ ok: true, problems: [] })
  const bytes = (home: string) => readFile(path.join(home, 'mail/some-company/a.pack'))
  expect((await bytes(there.home)).equals(await bytes(here.home))).toBe(true)
  await expect(run(restore, configOf(copy, 'another'), [file])).rejects.toThrow(/company here already/)

  // It waits for a word: served by the way, it would write to the people of the company that it was made of.
  await expect(startService(there)).rejects.toThrow(/copy, restored from the backup of 20.*daybook resume/)
  const shown = await run(resume, there, [])
  expect(shown).toMatchObject({ code: 1, answer: { ok: false, changed: false } })
  const [company] = shown.answer['companies'] as { waiting: { kind: string; count: number }[] }[]
  const open = company?.waiting.reduce((sum, { count }) => sum + count, 0)
  await expect(startService(there)).rejects.toThrow(/daybook resume/)
  expect((await run(resume, there, [], { yes: true, drop: true })).answer).toMatchObject({
    changed: true,
    dropped: open,
  })
  expect((await run(resume, there, [])).answer).toMatchObject({ ok: true, changed: false })
  expect(await asAdmin(url, (sql) => sql`select 1 from routing.outbox_ref`)).toEqual([])
})

/** The archive with something done to it. */
async function altered(name: string, alter: (tar: Buffer) => Buffer): Promise<string> {
  const place = path.join(folder, `${name}.tar.gz`)
  await writeFile(place, gzipSync(alter(gunzipSync(await readFile(file))), { level: 1 }))
  return place
}

const flipped = (tar: Buffer): Buffer => {
  const at = tar.indexOf('an attachment')
  tar[at] = 'A'.charCodeAt(0)
  return tar
}

test('what is damaged, cut off, foreign or sealed with another key is refused with its reason, and leaves nothing', async () => {
  const elsewhere = configOf(unmadeDatabase('broken'), 'elsewhere')
  const cut = path.join(folder, 'cut.tar.gz')
  await writeFile(cut, (await readFile(file)).subarray(0, 200_000))
  const refusals: [string, RegExp][] = [
    [await altered('flipped', flipped), /damaged/],
    [await altered('unsealed', (tar) => tar.subarray(0, tar.indexOf('seal.json'))), /ends early|damaged/],
    [
      await altered('newer', (tar) => Buffer.from(tar.toString('latin1').replace('_prelude"', '_prelode"'), 'latin1')),
      /newer/,
    ],
    [cut, /damaged/],
    [path.join(folder, 'here'), /EISDIR/],
    [path.join(folder, 'nothing'), /no file/],
  ]
  for (const [place, why] of refusals) await expect(run(restore, elsewhere, [place])).rejects.toThrow(why)
  const note = path.join(folder, 'note')
  await writeFile(note, 'not an archive')
  await expect(run(restore, elsewhere, [note])).rejects.toThrow(/no backup/)
  expect((await readdir(folder)).sort()).not.toContain('elsewhere.restoring')
  expect(await readdir(elsewhere.home).catch(() => [])).toEqual([])
  const otherKey = configOf(unmadeDatabase('broken'), 'elsewhere', randomBytes(32).toString('base64'))
  await expect(run(restore, otherKey, [file])).rejects.toThrow(/another key.*--without-key/)
  await expect(run(backup, here, [file])).rejects.toThrow(/there already/)
  await expect(run(backup, here, [path.join(folder, 'no/such/folder.gz')])).rejects.toThrow(/can't be written/)
  await cp(path.join(here.home, 'mail'), path.join(elsewhere.home, 'mail'), { recursive: true })
  await expect(run(restore, elsewhere, [file])).rejects.toThrow(/has files already/)
  await rm(path.join(elsewhere.home, 'mail'), { recursive: true })
  expect((await run(restore, elsewhere, [file])).code).toBe(0)
})

test('a backup of an earlier version is brought up to date', async () => {
  const old = unmadeDatabase('old')
  const all = await asAdmin(
    demo.adminUrl,
    (sql) => sql<{ name: string; checksum: string }[]>`
      select migration_name as name, checksum from _prisma_migrations order by migration_name`,
  )
  await migrate({ ...old, only: all.slice(0, 60) })
  const earlier = path.join(folder, 'earlier.tar.gz')
  await run(backup, configOf(old, 'old'), [earlier])
  const { answer } = await run(restore, configOf(unmadeDatabase('new'), 'new'), [earlier])
  expect(answer).toMatchObject({ ok: true, migrated: all.length - 60 })
})

test('an export has every record of each kind twice, as CSV and as JSON, and no mail, password or token', async () => {
  const dir = path.join(folder, 'export')
  const { code, answer } = await run(exportVerb, here, [], { to: dir })
  const kinds = answer['kinds'] as { kind: string; rows: number }[]
  expect(code).toBe(0)
  const parsed = async (kind: string) =>
    JSON.parse(await readFile(path.join(dir, 'json', `${kind}.json`), 'utf8')) as Record<string, unknown>[]
  const counted = await asAdmin(demo.adminUrl, async (sql) => {
    const rows: Record<string, number> = {}
    for (const { kind } of kinds) rows[kind] = Number((await sql`select count(*) from ${sql(kind)}`)[0]?.['count'])
    return rows
  })
  for (const { kind, rows } of kinds) {
    expect([kind, rows]).toEqual([kind, counted[kind]])
    expect(await parsed(kind)).toHaveLength(rows)
  }
  const csv = parse(await readFile(path.join(dir, 'csv/contact.csv')), { columns: true }) as unknown as {
    name: string
  }[]
  expect(csv.map(({ name }) => name)).toEqual((await parsed('contact')).map(({ name }) => name))
  expect(csv.filter((row) => Object.values(row).includes('NULL'))).toEqual([])
  const named = kinds.map(({ kind }) => kind)
  expect(named).toEqual(expect.arrayContaining(['company', 'deal', 'invoice', 'journal_entry', 'posting', 'staff']))
  // What holds words of mail is kept from an export by name: a new table that points at a mail has to be thought of. These hold its id.
  const mail = await asAdmin(
    demo.adminUrl,
    (sql) => sql<{ name: string }[]>`
    select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid in ('message'::regclass, 'thread'::regclass)`,
  )
  expect(
    mail
      .map(({ name }) => name)
      .filter((name) => named.includes(name))
      .sort(),
  ).toEqual(['bill_file', 'bill_proposal', 'case_reply', 'evidence', 'remittance'])
  for (const name of ['secret', 'message', 'access_token', 'slack_installation']) expect(named).not.toContain(name)
  await expect(run(exportVerb, here, [], { to: dir })).rejects.toThrow(/something in it already/)
})
