import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCompany } from '../../property/laws/company-books.js'
import { inside, openLogins, tried } from '../../property/laws/logins.js'

const logins = await openLogins(1)
const books = await openCompany(logins.app)

const step = fc.record({
  verb: fc.constantFrom('write', 'done', 'undone', 'later', 'touch', 'delete'),
  id: fc.constantFrom(...Array.from({ length: 4 }, () => crypto.randomUUID())),
  rollBack: fc.boolean(),
})

test('before the wall stands exactly what is open in the outbox, when it is due, and whose it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      for (const { verb, id, rollBack } of steps)
        await inside(logins.app, books, async (sql) => {
          const statement = {
            write: `insert into outbox (workspace_id, id, kind, data, due_at) values ('${books.workspace}', '${id}', 'test', '{}', now()) on conflict do nothing`,
            done: `update outbox set done_at = now() where id = '${id}'`,
            undone: `update outbox set done_at = null where id = '${id}'`,
            later: `update outbox set due_at = due_at + interval '1 day' where id = '${id}'`,
            touch: `update outbox set attempts = attempts + 1 where id = '${id}'`,
            delete: `delete from outbox where id = '${id}'`,
          }[verb]
          if (rollBack) await tried(sql, (inner) => inner.unsafe(statement))
          else await sql.unsafe(statement)
        })
      const open = await inside(
        logins.app,
        books,
        (sql) => sql`select id as outbox_id, workspace_id, due_at from outbox where done_at is null order by id`,
      )
      const refs = await logins.app`select outbox_id, workspace_id, due_at from routing.outbox_ref order by outbox_id`
      expect([...refs]).toEqual([...open])
    }),
    { numRuns: 60 },
  )
})

test('what was offered stays offered while nothing but its attempts change, and is offered anew when it is due at another time', async () => {
  const id = crypto.randomUUID()
  const offered = async (change: string) => {
    await inside(logins.app, books, (sql) => sql.unsafe(`update outbox set ${change} where id = '${id}'`))
    const [row] =
      await logins.app`select offered_at is not null as offered from routing.outbox_ref where outbox_id = ${id}`
    return row?.['offered']
  }
  await inside(
    logins.app,
    books,
    (sql) =>
      sql`insert into outbox ${sql({ workspace_id: books.workspace, id, kind: 'test', data: '{}', due_at: '2026-01-01' })}`,
  )
  await logins.app`update routing.outbox_ref set offered_at = now() where outbox_id = ${id}`
  expect(await offered('attempts = 1')).toBe(true)
  expect(await offered(`due_at = '2026-02-01'`)).toBe(false)
})
