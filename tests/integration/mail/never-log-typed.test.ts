import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'

const desk = await mailDesk([{ name: 'dana', roles: ['sales'] }])
const dana = desk.slack.as('dana')
const us = 'dana@lindenhof.test'
const own = await desk.mailbox(us)
const shared = await desk.mailbox('info@lindenhof.test')
const admin = postgres(desk.database.adminUrl, { max: 1, onnotice: () => undefined })
afterAll(() => admin.end())

/** Every table of every schema in which the word stands, in any column of any type. */
async function tablesWith(word: string): Promise<string[]> {
  const tables = await admin<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'm') order by 1`
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await admin`select 1 from ${admin.unsafe(name)} t where strpos(lower(t::text), ${word}) > 0 limit 1`
    if (rows.length > 0) found.push(name)
  }
  return found
}

it('an address that is typed in Slack stands in its rule and nowhere else, also when mail with it comes', async () => {
  const answer = await dana.asks('/daybook mailbox never-log dr@clinicquokka.example')
  expect(JSON.stringify(answer)).toContain('Never logged from now on')
  await desk.arrive(own, [
    letter({ id: 'quokka1@x', from: 'Dr Quokka <dr@clinicquokka.example>', to: us, subject: 'Quokka' }),
    letter({ id: 'quokka2@x', from: us, to: 'dr@clinicquokka.example', subject: 'Re: Quokka' }),
  ])
  await desk.work()
  desk.clock.advance(31_000)
  await desk.work()
  expect(await tablesWith('quokka')).toEqual(['public.never_log'])
})

it('a customer’s unknown colleague can be never-logged by a button where that is the asked one’s to say', async () => {
  await desk.change(async (tx) => {
    const ownerId = desk.staff['dana'] ?? null
    await createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'], ownerId })
    await createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'], ownerId })
  }, 'dana')
  const write = (id: string, from: string, to: string) => letter({ id, from, to, subject: `Hello ${id}` })
  await desk.arrive(own, [write('carl1@x', 'carl@acme.com', us)])
  await desk.arrive(shared, [write('dora1@x', 'dora@acme.com', 'info@lindenhof.test')])
  await desk.work()
  const ofDora = await dana.sees('dora at Acme wrote')
  // What a shared mailbox keeps is an administrator's to say.
  expect(JSON.stringify(ofDora)).not.toContain('Never log')
  await dana.click(await dana.sees('carl at Acme wrote'), 'Never log')
  await dana.sees(/Never logged from now on[^]*carl@acme\.com/)
  await desk.arrive(own, [write('carl2@x', 'carl@acme.com', us)])
  expect(await desk.rows("select 1 from message where message_key like 'carl%'")).toHaveLength(1)
})
