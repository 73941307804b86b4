import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import importFile from '../../../src/cli/verbs/import.js'
import importMail from '../../../src/cli/verbs/mail-import.js'
import { readConfig } from '../../../src/config.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { foundCompany } from '../../../src/domain/found-company.js'
import { openStore } from '../../../src/open-store.js'
import { freshDatabase } from '../../support/database.js'
import { letter } from '../../support/letter.js'
import { memoryTerminal } from './memory-terminal.js'

const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-import-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const database = await freshDatabase()
const config = readConfig({
  DATABASE_URL: database.adminUrl,
  DAYBOOK_KEY: database.key,
  DAYBOOK_HOME: folder,
  LOG_LEVEL: 'silent',
})
const store = await openStore(config)
afterAll(() => store.close())
const company = {
  name: 'Lindenhof',
  slug: 'lindenhof',
  baseCurrency: 'EUR',
  country: 'DE',
  timeZone: 'UTC',
  simulated: true,
}
const workspaceId = await foundCompany(store.db, { company, years: [2026], fill: async () => undefined })
await addMailbox(store.db, { workspaceId, actorId: null, via: 'terminal' }, store.secretKey, {
  address: 'info@lindenhof.test',
  imap: 'imaps://x:y@mail.example',
  visibility: 'full',
  agreed: true,
})

async function run(
  verb: typeof importFile,
  words: string[],
  {
    json = false,
    ...options
  }: { json?: boolean; mailbox?: string; map?: string; create?: string; account?: string } = {},
) {
  const { terminal, said, warned } = memoryTerminal(json)
  const code = await verb.run({ config, terminal, words, options: options as Record<string, string> })
  return { code, said, warned: warned.filter((line) => /^(?:rows? )?\d/.test(line)) }
}

async function kept(name: string, content: string): Promise<string> {
  await writeFile(path.join(folder, name), content)
  return path.join(folder, name)
}

const journal = (account: string) =>
  `Entry,Date,Account,Amount\n1,2026-03-01,${account},5.00\n1,2026-03-01,1800,-5.00\n`

test('refused rows are in the JSON, with one line on stderr and 1 as the exit code', async () => {
  const file = await kept('journal.csv', journal('1200'))
  const { code, said, warned } = await run(importFile, ['journal', file], { json: true })
  expect(code).toBe(1)
  expect(JSON.parse(said.join(''))).toMatchObject({
    rows: 2,
    created: 0,
    refused: [
      {
        row: 2,
        field: 'account',
        value: '1200',
        reason: expect.stringContaining('import invoices and payments instead') as unknown,
      },
      { row: 3 },
    ],
  })
  expect(warned).toEqual(['2 of 2 rows were refused: “refused” says which and why.'])
  const words = await run(importFile, ['journal', file])
  expect([words.code, words.warned]).toEqual([1, [expect.stringMatching(/^rows 2, 3, account “1200”: /)]])
  expect(await run(importFile, ['journal', await kept('good.csv', journal('6837'))])).toMatchObject({
    code: 0,
    warned: [],
  })
})

test('a column that names colleagues nobody knows is left out when told so', async () => {
  const file = await kept(
    'contacts.csv',
    'Name,Email,Owner\nAda Lovelace,ada@x.example,Jane Doe\nBo,bo@x.example,Jane Doe\n',
  )
  const how =
    'Add them with their address first (daybook staff add ADDRESS --name "Jane Doe"), or leave the column out: --map owner=.'
  for (const options of [{}, { create: 'staff' }])
    expect(await run(importFile, ['contacts', file], options)).toMatchObject({
      code: 1,
      warned: [`rows 2, 3, owner “Jane Doe”: There is no colleague “Jane Doe”. ${how}`],
    })
  expect(await run(importFile, ['contacts', file], { map: 'owner=' })).toMatchObject({ code: 0, warned: [] })
  const needed = run(importFile, ['journal', await kept('journal.csv', journal('6837'))], { map: 'account=' })
  await expect(needed).rejects.toThrow('No column says account')
})

test('a statement of a company without bank accounts says how to add one', async () => {
  const file = await kept('bank.csv', 'Date,Amount,Text\n2026-03-01,5.00,Rent\n')
  await expect(run(importFile, ['bank', file], { account: 'Main' })).rejects.toThrow('bank add "Main" number:IBAN')
})

test('mail that is set aside is told and no failure: it is kept with its reason', async () => {
  const good = letter({ id: 'a@x.example', from: 'Ada <ada@x.example>', to: 'info@lindenhof.test' })
  const options = { mailbox: 'info@lindenhof.test' }
  expect(await run(importMail, [await kept('good.eml', good)], options)).toMatchObject({ code: 0, warned: [] })
  const deep = letter({
    id: 'b@x.example',
    from: 'Ada <ada@x.example>',
    to: 'info@lindenhof.test',
    headers: { 'Content-Type': 'multipart/mixed; boundary="0"' },
    text: Array.from({ length: 200 }, (_, n) => `--${n}\nContent-Type: multipart/mixed; boundary="${n + 1}"\n`).join(
      '\n',
    ),
  })
  const { code, warned } = await run(importMail, [await kept('deep.eml', deep)], options)
  expect(code).toBe(0)
  expect(warned).toEqual([expect.stringMatching(/^1 mail was set aside: `daybook mail audit` says why/)])
})
