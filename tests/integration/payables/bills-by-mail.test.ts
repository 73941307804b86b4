import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import { sweepFiles } from '../../../src/mail/sweep-files.js'
import { startWeb, type Web } from '../../../src/web/server.js'
import { mailDesk } from '../../support/mail-desk.js'
import { parcel } from '../../support/parcel.js'
import { ublInvoice } from '../../support/ubl.js'

const desk = await mailDesk([
  { name: 'fay', roles: ['finance'] },
  { name: 'cora', roles: ['controller'] },
  { name: 'sam', roles: ['sales'] },
])
const inbox = await desk.mailbox('invoices@lindenhof.test')
const fay = desk.slack.as('fay')
const PDF = { name: 'rechnung.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 a picture of a bill') }
let web: Web

beforeAll(async () => {
  await desk.change(async (tx) => {
    const supplier = await createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.example'] })
    await createCompany(tx, { name: 'Customer', currency: 'EUR', domains: ['customer.example'] })
    const lines = [{ description: 'Hosting', unitPriceMinor: 100n, account: '6837', taxCode: 'S' }]
    await receiveBill(tx, { companyId: supplier.id, number: 'OLD-1', billDate: '2026-11-01', lines })
  }, 'fay')
  const kept = desk.services.kept
  if (!kept) throw new Error('the desk keeps no files')
  web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    files: { db: desk.db, key: desk.services.key, kept },
    adminPassword: undefined,
    health: async () => ({ healthy: true, waiting: null }),
  })
})
afterAll(() => web.close())

let mails = 0
async function arrives(from: string, files: Parameters<typeof parcel>[1]): Promise<void> {
  mails += 1
  await desk.arrive(inbox, [
    parcel({ id: `${mails}@x.example`, from, to: 'invoices@lindenhof.test', subject: 'Your invoice' }, files),
  ])
  await desk.work(/mail.bill/)
}
const xml = (more: Parameters<typeof ublInvoice>[0]) => ({
  name: 'invoice.xml',
  type: 'application/xml',
  bytes: Buffer.from(ublInvoice(more)),
})
const proposals = () =>
  desk.rows<{ ref: string; state: string }>('select ref, state from bill_proposal order by created_at, id')
const fetched = async (url: string) => {
  const { pathname, search } = new URL(url)
  return fetch(`${web.url}${pathname}${search}`)
}

describe('an e-invoice of a known supplier', () => {
  it('is proposed with what it says, entered by a click, and approved with its document at hand', async () => {
    await arrives('Billing <noreply@acme.example>', [xml({ number: 'R-88' }), PDF])
    const card = await fay.sees('Acme sent a bill: R-88, 119.00 EUR')
    await fay.click(card, 'Enter it')
    const entered = await fay.sees(/^BILL-\d+, .*119\.00 EUR waits for approval/)
    expect(entered).toBeDefined()
    expect((await proposals()).at(-1)).toMatchObject({ state: 'entered' })
    await desk.work(/approval/)
    const cora = desk.slack.as('cora')
    const asked = await cora.sees(/^Approve BILL-\d+/)
    expect(JSON.stringify(asked.blocks)).toContain('invoice.xml, rechnung.pdf')
    await cora.click(asked, 'Open 2 files')
    const links = await cora.sees(/: 2 files/)
    const url = JSON.stringify(links.blocks).match(/http:\/\/daybook\.test\/file\?open=[^"\\]+/)?.[0] ?? ''
    const opened = await fetched(url)
    expect(opened.status).toBe(200)
    expect(new Uint8Array(await opened.arrayBuffer())).toEqual(ublInvoice({ number: 'R-88' }))
    expect((await fetched(`${url}x`)).status).toBe(404)
    await fay.click(card, 'Not a bill')
    await fay.sees(/R-88 of Acme was entered as BILL-\d+ already/)
  })

  it('says in the message that asked what became of it, without the buttons that decide', async () => {
    await arrives('noreply@acme.example', [xml({ number: 'R-90' })])
    const card = await fay.sees('Acme sent a bill: R-90, 119.00 EUR')
    await fay.click(card, 'Not a bill')
    const said = await fay.sees('R-90 of Acme is no bill')
    await desk.work(/bill.proposal/)
    const labels = (message: { blocks?: unknown }) => JSON.stringify(message.blocks)
    expect(labels(await fay.sees('Not a bill: R-90 of Acme'))).not.toContain('Enter it')
    await fay.click(said, 'Undo')
    await fay.sees('R-90 of Acme may be a bill')
    await desk.work(/bill.proposal/)
    const anew = await fay.sees('Acme sent a bill: R-90, 119.00 EUR')
    await fay.click(anew, 'Enter it')
    await fay.sees(/^BILL-\d+, R-90 of Acme.*waits for approval/)
    await desk.work(/bill.proposal/)
    const now = await fay.sees(/^Entered as BILL-\d+: R-90 of Acme/)
    expect(labels(now)).not.toMatch(/Enter it|"Not a bill"/)
  })

  it('stands as before once its entry is taken back, with its file, and can be entered again', async () => {
    await arrives('noreply@acme.example', [xml({ number: 'R-91' })])
    const card = await fay.sees('Acme sent a bill: R-91, 119.00 EUR')
    await fay.click(card, 'Enter it')
    const said = await fay.sees(/^BILL-\d+, R-91 of Acme.*waits for approval/)
    await desk.work(/bill.proposal/)
    await fay.click(said, 'Undo')
    await fay.sees(/is void, and R-91 of Acme can be entered again/)
    await desk.work(/bill.proposal/)
    const anew = await fay.sees('Acme sent a bill: R-91, 119.00 EUR')
    const files = `select f.filename, b.status from bill_proposal p join bill_file f on f.proposal_id = p.id
      left join bill b on b.id = f.bill_id where p.document->>'number' = 'R-91'`
    expect(await desk.rows(files)).toEqual([{ filename: 'invoice.xml', status: null }])
    await fay.click(anew, 'Enter it')
    await fay.sees(/^BILL-\d+, R-91 of Acme.*waits for approval/)
    expect(await desk.rows(files)).toEqual([{ filename: 'invoice.xml', status: 'received' }])
    expect((await proposals()).at(-1)).toMatchObject({ state: 'entered' })
  })

  it('is proposed once, however often it comes, and not again under its number', async () => {
    const before = await proposals()
    await arrives('noreply@acme.example', [xml({ number: 'R-88' })])
    await arrives('noreply@acme.example', [xml({ number: 'OLD-1' })])
    expect(await proposals()).toEqual(before)
  })

  it('is shown and not to be entered where it contradicts itself', async () => {
    await arrives('noreply@acme.example', [xml({ number: 'R-89', total: '120.00' })])
    const card = await fay.sees('Acme sent a bill: R-89, 120.00 EUR')
    expect(JSON.stringify(card.blocks)).toContain('It contradicts itself.')
    await expect(fay.click(card, 'Enter it')).rejects.toThrow()
    await fay.click(card, 'Not a bill')
    await fay.sees('R-89 of Acme is no bill')
  })
})

it('asks what a plain PDF comes to, in a form, and keeps it on the bill', async () => {
  await arrives('Ada <ada@acme.example>', [PDF])
  const card = await fay.sees('Acme sent a bill: rechnung.pdf')
  await fay.click(card, 'Enter it…')
  const form = await fay.modal((view) => view.blocks.some(({ block_id }) => block_id === 'amount'))
  const typed = (value: string) => ({ value: { type: 'plain_text_input', value } })
  await fay.submit(form, { amount: typed('250'), number: typed('P-7') } as never)
  await fay.sees(/^BILL-\d+, P-7 of Acme.*waits for approval/)
  const shown = await fay.asks('bill show P-7', /^BILL-\d+, P-7/)
  expect(JSON.stringify(shown.blocks)).toMatch(/rechnung\.pdf \(by mail, MAIL-\d+\)/)
})

it('proposes nothing of strangers, of customers, or of mail that a backfill brings', async () => {
  const before = await proposals()
  await arrives('someone@stranger.example', [xml({ number: 'X-1' })])
  await arrives('someone@customer.example', [PDF])
  await desk.arrive(
    inbox,
    [
      parcel({ id: 'old@acme.example', from: 'a@acme.example', to: 'invoices@lindenhof.test' }, [
        xml({ number: 'Y-1' }),
      ]),
    ],
    false,
  )
  await desk.work(/mail/)
  expect(await proposals()).toEqual(before)
})

it('proposes nothing of a mailbox that shows colleagues less than the whole mail', async () => {
  const before = await proposals()
  const metadata = await desk.mailbox('jo@lindenhof.test', 'metadata')
  const bill = parcel({ id: 'private@acme.example', from: 'a@acme.example', to: 'jo@lindenhof.test' }, [
    xml({ number: 'Z-1' }),
  ])
  await desk.arrive(metadata, [bill])
  await desk.work(/mail.bill/)
  expect(await proposals()).toEqual(before)
})

it('hides what was proposed once its thread is private, files and links too', async () => {
  await arrives('Billing <a@acme.example>', [xml({ number: 'R-99' })])
  const proposal = (await proposals()).at(-1)?.ref
  const shown = async () => JSON.stringify((await fay.asks('bill proposals', /to enter/)).blocks)
  const opened = async () => JSON.stringify((await fay.asks(`bill proposal ${proposal}`, /./)).blocks)
  expect(await shown()).toContain('R-99')
  const before = await opened()
  const url = /https?:[^"]+\/file\?open=[^"]+/.exec(before)?.[0] ?? ''
  expect((await fetched(url)).status).toBe(200)
  const setPrivate = (isPrivate: boolean) =>
    desk.change(async (tx) => {
      const { threadId } = await tx.prisma.message.findFirstOrThrow({ where: { messageKey: `${mails}@x.example` } })
      const data = isPrivate ? { privateAt: tx.now, privateById: desk.staff['sam'] ?? null } : { privateAt: null }
      await tx.prisma.thread.updateMany({ where: { id: threadId }, data })
    })
  await setPrivate(true)
  expect(await shown()).not.toContain('R-99')
  expect(await opened()).not.toContain('/file?open=')
  expect((await fetched(url)).status).toBe(404)
  await setPrivate(false)
  expect(await shown()).toContain('R-99')
})

it('keeps files of bills from the sweep, and hands them to nobody without a right', async () => {
  const { db, scope } = desk
  await sweepFiles({ db, mailFiles: desk.services.mailFiles }, scope)
  const [file] = await desk.rows<{ hash: string }>('select content_hash as hash from bill_file limit 1')
  expect(await desk.services.kept?.get(scope.workspaceId, file?.hash ?? '')).not.toBeNull()
  const refused = await desk.slack.as('sam').asks('bill file BILL-1', /./)
  expect(JSON.stringify(refused.blocks)).not.toContain('/file?open=')
})
