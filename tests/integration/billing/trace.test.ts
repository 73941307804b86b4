import { expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { randomIds } from '../../../src/lib/ids.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { filingItem } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { TEST_KEY } from '../../support/test-key.js'
import { camt, camtEntry } from '../../unit/banking/files.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, deps, scope } = desk
const { db } = deps

type Chain = {
  threads: { ref: string; of: string[] }[]
  hiddenThreads: number
  chain: { kind: string; ref: string | null; of: string[]; amount: string | null; undone: boolean }[]
}
type Who = Parameters<typeof say>[0]
const trace = async (line: string, who: Who = 'finn') => (await say(who, line)).data as Chain
const kinds = ({ chain }: Chain) => chain.map(({ kind, amount }) => `${kind} ${amount}`)

async function done(who: Who, text: string) {
  const { confirm, reply } = await ask(who, text)
  expect(confirm, reply.headline).toBeDefined()
  const answer = await ask(who, { action: confirm ?? '' })
  expect(answer.ok, answer.reply.headline).toBe(true)
  return answer.reply.data as Record<string, string>
}

const mailbox = (address: string, visibility: 'full' | 'metadata') =>
  addMailbox(db, scope, readSecretKey(TEST_KEY), {
    address,
    imap: 'imaps://x:y@mail.example',
    visibility,
    agreed: true,
  })
const file = async (mailboxId: string, given: Letter) => {
  const item = await filingItem(mailboxId, 1, given)
  await bulkWorkspace(db, scope, (bulk) => fileMessages(bulk, randomIds, [item]))
}

await say('dana', 'company new Acme domain:acme.example')
await say('dana', 'contact new "Ada Lovelace" email:ada@acme.example company:Acme')
await say('dana', 'deal new "Renewal" company:Acme amount:1000')
await say('dana', 'deal win Renewal')
await file(await mailbox('dana@lindenhof.test', 'full'), {
  id: 'a@x',
  from: 'Ada <ada@acme.example>',
  to: 'dana@lindenhof.test',
  subject: 'About DEAL-1',
  text: 'We take it.',
})
await file(await mailbox('finn@lindenhof.test', 'metadata'), {
  id: 'b@x',
  from: 'ada@acme.example',
  to: 'finn@lindenhof.test',
  subject: 'Rather not everybody reads this of DEAL-1',
  text: 'Confidential.',
})
await say('dana', 'link MAIL-1 to:DEAL-1')
await say('finn', 'link MAIL-2 to:DEAL-1')
const { invoice: draft } = (await say('dana', 'deal invoice DEAL-1')).data as { invoice: string }
const { invoice = '' } = await done('finn', `invoice issue ${draft}`)
await say('finn', 'bank add Main number:DE89370400440532013000 account:1800')
const importStatement = (statement: string) =>
  dispatch(
    { ...deps, files: { attached: [{ name: 'bank.xml', bytes: Buffer.from(statement) }] } },
    {
      who: { workspaceId: scope.workspaceId, staffId: desk.staff.finn, via: 'terminal' },
      input: { text: 'bank import' },
    },
  )
await importStatement(
  camt({
    opening: '0.00',
    closing: '1190.00',
    from: '2026-11-23',
    to: '2026-11-23',
    entries: camtEntry({ amount: '1190.00', date: '2026-11-23', name: 'Acme', text: invoice }),
  }),
)
await matchOpenLines(db, { ...scope, via: 'job' })

const WHOLE = [
  'deal 1000.00',
  'invoice 1190.00',
  'entry 1190.00',
  'payment 1190.00',
  'entry 1190.00',
  'bank_line 1190.00',
]

it('is the same chain whichever of its links one starts from', async () => {
  for (const start of [`invoice trace ${invoice}`, 'payment trace PAY-1', 'deal trace DEAL-1'])
    expect(kinds(await trace(start)), start).toEqual(WHOLE)
  const { chain, threads } = await trace(`invoice trace ${invoice}`)
  expect(threads).toMatchObject([{ ref: 'MAIL-1', of: ['DEAL-1'] }, { ref: 'MAIL-2' }])
  expect(chain.find(({ kind }) => kind === 'invoice')?.of).toEqual(['DEAL-1'])
  expect(chain.find(({ kind }) => kind === 'payment')?.of).toEqual([invoice])
  expect(chain.find(({ kind }) => kind === 'bank_line')?.of).toEqual(['PAY-1'])
})

it('names entries once they have their number, each with what it posts', async () => {
  await sealAll(db, scope)
  const entries = (await trace(`invoice trace ${invoice}`)).chain.filter(({ kind }) => kind === 'entry')
  expect(entries.map(({ ref, of }) => [ref, of])).toEqual([
    ['JE-1', [invoice]],
    ['JE-2', ['PAY-1']],
  ])
})

it('is the same from the mail, from an entry and from the line of the bank', async () => {
  for (const start of ['thread trace MAIL-1', 'journal trace JE-1', 'journal trace JE-2', 'bank trace LINE-1'])
    expect(kinds(await trace(start)), start).toEqual(WHOLE)
  expect((await trace('bank trace LINE-1')).threads).toMatchObject([{ ref: 'MAIL-1' }, { ref: 'MAIL-2' }])
  for (const shown of ['thread show MAIL-1', 'journal show JE-1', 'bank show LINE-1'])
    expect((await say('finn', shown)).actions?.map(({ label }) => label)).toContain('Trace')
  const fee = camtEntry({ amount: '-8.40', date: '2026-11-24', name: 'Bank', text: 'Fee' })
  await importStatement(
    camt({ opening: '1190.00', closing: '1181.60', from: '2026-11-24', to: '2026-11-24', entries: fee }),
  )
  const line = 'LINE-2'
  expect((await say('finn', `bank trace ${line}`)).headline).toBe(`${line}: nothing hangs together with it yet`)
  await say('finn', `bank post ${line} account:6855`)
  const of = await trace(`bank trace ${line}`)
  expect(kinds(of)).toEqual(['entry 8.40', 'bank_line -8.40'])
  await sealAll(db, scope)
  const entry = (await trace(`bank trace ${line}`)).chain[0]?.ref ?? ''
  expect(kinds(await trace(`journal trace ${entry}`))).toEqual(kinds(of))
})

it('shows sales no books, and counts a thread that is not shared', async () => {
  const seen = await trace('deal trace DEAL-1', 'dana')
  expect(kinds(seen)).toEqual(['deal 1000.00', 'invoice 1190.00'])
  expect(seen).toMatchObject({ threads: [{ ref: 'MAIL-1' }], hiddenThreads: 1 })
  const { notes, ...reply } = await say('dana', 'deal trace DEAL-1')
  expect(notes).toEqual(['1 mail thread more that you may not read.'])
  expect(JSON.stringify([reply.table?.rows.map(({ title }) => title), reply.data])).not.toMatch(/Rather not/)
})

it('does not even count what somebody keeps private', async () => {
  await say('finn', 'thread private MAIL-2')
  expect(await trace('deal trace DEAL-1', 'dana')).toMatchObject({ hiddenThreads: 0 })
})

it('goes on from a credit note to its refund, and marks what was taken back', async () => {
  const { creditNote = '' } = await done('finn', `invoice credit ${invoice} amount:100`)
  await say('finn', 'bank unmatch LINE-1')
  const { chain } = await trace(`invoice trace ${creditNote}`)
  expect(chain.map(({ kind, undone }) => `${kind}${undone ? ' undone' : ''}`)).toContain('payment undone')
  expect(chain.find(({ kind }) => kind === 'credit_note')).toMatchObject({
    ref: creditNote,
    of: [invoice],
    amount: '-119.00',
  })
})

it('history says who changed what, through which face, lines and all', async () => {
  const { invoice: other } = (await say('finn', 'invoice new "Hosting" company:Acme amount:50')).data as {
    invoice: string
  }
  await say('finn', `invoice line ${other} text:Setup price:20`)
  await done('finn', `invoice issue ${other}`)
  const { sections, data } = await say('finn', `invoice history ${other}`)
  expect(sections?.[0]?.lines?.[0]).toMatch(/^Finn Berg, terminal, at \d\d:\d\d: .*status: draft → issued/)
  const { changes } = data as {
    changes: { record: string; action: string; fields: { field: string; before: unknown; after: unknown }[] }[]
  }
  expect(changes[0]?.fields).toContainEqual({ field: 'status', before: 'draft', after: 'issued' })
  expect(changes.filter(({ record, action }) => record === 'invoice_line' && action === 'insert')).toHaveLength(3)
  expect(changes.at(-1)?.fields).toContainEqual({ field: 'company', before: null, after: 'Acme' })
})
