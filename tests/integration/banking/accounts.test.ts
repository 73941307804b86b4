import { expect, test } from 'vitest'
import { bankDesk } from '../../support/bank-desk.js'

const { say, click, controller } = await bankDesk()
await say('account new 1810 name:"Second bank account" kind:asset', controller)
const heard = async (words: string) => (await say(words)).reply.headline

test('a name, a number and an account of the books stand for one bank account', async () => {
  expect(await heard('bank add main number:20000055771234 account:1810')).toContain('Main is called that already.')
  expect(await heard('bank add Other number:DE89370400440532013000 account:1810')).toContain(
    'Main has this number already.',
  )
  expect(await heard('bank add Other account:1800')).toContain('stands for Main already.')
})

test('a closed one is named where it is in the way, and kept again', async () => {
  expect(await heard('bank open-account Main')).toContain('Main is kept already.')
  expect(await heard('bank close-account Main')).toBe('Main is closed')
  const way = 'To keep it again: bank open-account "Main"'
  for (const words of ['Main number:20000055771234 account:1810', 'Other account:1800'])
    expect(await heard(`bank add ${words}`)).toMatch(/Main, which is closed,.* already\. To keep it again/)
  expect(await heard('bank add Other number:DE89370400440532013000 account:1810')).toContain(way)
  expect(await heard('bank open-account Savings')).toBe('There is no bank account “Savings”. Closed is: Main.')
  const kept = await say('bank open-account "DE89 3704 0044 0532 0130 00"')
  expect(kept.reply.headline).toBe('Main is kept again')
  expect((await click(kept, 'Undo')).reply.headline).toBe('Main is closed')
  expect((await click(await say('bank open-account main'), 'Undo')).ok).toBe(true)
})

test('closing has an Undo', async () => {
  await say('bank open-account Main')
  const closed = await say('bank close-account Main')
  expect((await click(closed, 'Undo')).reply.headline).toBe('Main is kept again')
  expect(await heard('bank accounts')).toContain('1 bank account')
})
