import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { asAdmin, freshDatabase } from '../../support/database.js'
import { ROOT } from '../../support/places.js'

/** What migrations made of each function, a file a name: `npm test -- tests/integration/database/functions.test.ts -u` writes them. */
const FOLDER = path.join(ROOT, 'prisma/functions')

const { adminUrl } = await freshDatabase()
const functions = await asAdmin(
  adminUrl,
  (sql) => sql<{ file: string; text: string }[]>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || p.proname || '.sql' as file,
           string_agg(pg_get_functiondef(p.oid), e';\n\n' order by pg_get_function_identity_arguments(p.oid)) || e';\n' as text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'bullmq') and p.prokind <> 'a'
       and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') -- an extension's own
     group by n.nspname, p.proname order by 1`,
)

it.each(functions)('prisma/functions/$file says what the database does', async ({ file, text }) => {
  await expect(text).toMatchFileSnapshot(path.join(FOLDER, file))
})

it('has no file for a function that is gone', () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(functions.map(({ file }) => file).toSorted())
})
