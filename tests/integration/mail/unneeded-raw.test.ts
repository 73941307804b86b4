import { appendFile, readdir, readFile, utimes } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { erasePerson } from '../../../src/domain/correspondence/erase-person.js'
import { putNeverLog } from '../../../src/domain/correspondence/never-log-store.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { sweepPacks } from '../../../src/mail/sweep-packs.js'
import { letter } from '../../support/letter.js'
import { type MailDesk, mailDesk } from '../../support/mail-desk.js'

const foldersOf = (desk: MailDesk) => path.join(desk.rawDir, desk.scope.workspaceId)

/** How often the words stand in the packs. */
async function inPacks(desk: MailDesk, words: string): Promise<number> {
  const folder = foldersOf(desk)
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(path.join(folder, file), 'latin1')))
  return texts.join('').split(words).length - 1
}

const mail = letter({
  id: 'a@x',
  from: 'Ada Lovelace <ada@acme.com>',
  to: 'jo@lindenhof.test',
  cc: 'bo@lindenhof.test',
  text: 'The secret quokka.',
})

it('raw mail that two mailboxes kept at the same moment stays once, and not when its sender is erased', async () => {
  const desk = await mailDesk([{ name: 'Jo', roles: ['admin'] }])
  const ada = await desk.change((tx) => createContact(tx, { name: 'Ada Lovelace', addresses: ['ada@acme.com'] }))
  // Neither knew of the other's copy when it wrote its bytes.
  for (const address of ['jo@lindenhof.test', 'bo@lindenhof.test'])
    await desk.arrive(await desk.mailbox(address), [mail])
  expect(await inPacks(desk, 'secret quokka')).toBe(2)
  await desk.work(/^mail\.raw-unneeded$/)
  expect(await inPacks(desk, 'secret quokka')).toBe(1)
  await desk.change((tx) => erasePerson(tx, ada.id))
  await desk.work(/^contact\.erased$/)
  expect(await inPacks(desk, 'secret quokka')).toBe(0)
})

it('raw mail that a rule forbids meanwhile is wiped, whatever happens after the commit', async () => {
  const desk = await mailDesk([{ name: 'Jo', roles: ['admin'] }])
  await desk.change((tx) => putNeverLog(tx, { kind: 'address', pattern: 'ada@acme.com', staffId: null }))
  await desk.arrive(await desk.mailbox('jo@lindenhof.test'), [mail])
  await desk.work(/^mail\.raw-unneeded$/)
  expect(await inPacks(desk, 'quokka')).toBe(0)
})

it('what a crash left in a pack is wiped once nobody writes to it any more; what a mail names stays', async () => {
  const desk = await mailDesk([{ name: 'Jo', roles: ['admin'] }])
  const mailbox = await desk.mailbox('jo@lindenhof.test')
  await desk.arrive(mailbox, [letter({ id: 'b@x', from: 'bo@beta.com', to: 'jo@lindenhof.test', text: 'A numbat.' })])
  const { db, scope } = desk
  const { mailFiles } = desk.services
  const pack = mailFiles.packs(scope.workspaceId).open()
  await pack.append([Buffer.from(mail), Buffer.from(mail)])
  await pack.close()
  // One pack with a tail after a mail that is named, another that nothing names.
  const [named] = await desk.rows<{ file: string }>('select pack_file as file from message')
  await appendFile(path.join(foldersOf(desk), named?.file ?? ''), mail)
  const sweep = () => sweepPacks({ db, mailFiles }, scope)

  expect(await sweep()).toBe(0) // written to just now: a batch may be about to commit
  expect(await inPacks(desk, 'quokka')).toBe(3)
  const folder = foldersOf(desk)
  const age = async () => {
    const longAgo = new Date('2020-01-01T00:00:00Z')
    for (const file of await readdir(folder)) await utimes(path.join(folder, file), longAgo, longAgo)
  }
  await age()
  expect(await sweep()).toBe(3 * mail.length)
  expect(await inPacks(desk, 'quokka')).toBe(0)
  expect(await inPacks(desk, 'numbat')).toBe(1)
  await age()
  expect(await sweep()).toBe(0)
})
