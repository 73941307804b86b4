import { expect, it } from 'vitest'
import { loadPerson, NO_PERSON_TABLES, PERSON_TABLES } from '../../../src/domain/correspondence/export-person.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { openCase } from '../../../src/domain/support/open-case.js'
import { mailDesk } from '../../support/mail-desk.js'
import { parcel } from '../../support/parcel.js'

const desk = await mailDesk([{ name: 'jo', roles: ['admin'] }])
const asker = { id: desk.staff['jo'] ?? '' }

it('every table that names a contact or an address is in the file of a person', async () => {
  const tables = await desk.rows<{ name: string }>(`
    select distinct c.table_name as name from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.column_name in ('contact_id', 'address_key', 'recipient_key') order by 1`)
  const known = new Set<string>([...Object.keys(PERSON_TABLES), ...NO_PERSON_TABLES])
  expect(
    tables.map(({ name }) => name).filter((name) => !known.has(name)),
    'have it in loadPerson, and say where in PERSON_TABLES of src/domain/correspondence/export-person.ts',
  ).toEqual([])
})

it('it has what people, mail servers and we ourselves wrote, and what was changed', async () => {
  const ada = await desk.change((tx) =>
    createContact(tx, { name: 'Ada Lovelace', addresses: ['Ada@acme.com'], phones: ['+44 20 7946 1815'] }),
  )
  const text = { name: 'terms.pdf', bytes: Buffer.from('%PDF-1.7') }
  const from = 'Ada <ada@acme.com>'
  await desk.arrive(await desk.mailbox('jo@lindenhof.test'), [
    parcel({ id: 'a@x', from, to: 'jo@lindenhof.test', subject: 'Terms' }, [text]),
  ])
  await desk.change(async (tx) => {
    const { workspaceId } = tx.scope
    await openCase(tx, { subject: 'It squeaks', source: 'manual', contactId: ada.id })
    const { id: messageId } = await tx.prisma.message.findFirstOrThrow()
    await tx.prisma.bounce.create({
      data: {
        workspaceId,
        id: tx.newId(),
        messageId,
        addressKey: 'ada@acme.com',
        kind: 'soft',
        said: 'full',
        at: tx.now,
      },
    })
    const sent = { occasion: 'invoice-mail:1', channel: 'mail', recipient: 'ada@acme.com', state: 'sent' }
    await tx.prisma.delivery.create({ data: { workspaceId, id: tx.newId(), ...sent } })
    await tx.prisma.contactAddress.create({
      data: { workspaceId, id: tx.newId(), contactId: ada.id, address: 'old@acme.com', addressKey: 'old@acme.com' },
    })
    await tx.prisma.contactAddress.deleteMany({ where: { workspaceId, addressKey: 'old@acme.com' } })
  })
  const person = await desk.read((read) => loadPerson(read, ada.id, asker))
  expect(Object.keys(person)).toEqual(expect.arrayContaining(Object.values(PERSON_TABLES)))
  expect(person).toMatchObject({
    addresses: [{ address: 'Ada@acme.com' }],
    cases: [{ subject: 'It squeaks' }],
    bounces: [{ kind: 'soft', said: 'full' }],
    deliveries: [{ occasion: 'invoice-mail:1', state: 'sent' }],
    threads: [{ origin: 'automatic' }],
    mail: [{ subject: 'Terms', files: ['terms.pdf'] }],
    hidden: 0,
  })
  expect(JSON.stringify(person.history)).toContain('old@acme.com')
})
