import { dispatch } from '../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Answer } from '../../src/bots/commands/request.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import { testBooks } from './books.js'

/** A company with a bank account of its own, somebody in finance, a controller, and customers that owe. */
export async function bankDesk() {
  const books = await testBooks()
  const catalog = await loadCatalog()
  const hire = (name: string, role: string) =>
    books.change((tx) => addStaff(tx, { email: `${name}@lindenhof.test`, name, roles: [role] }))
  const [finance, controller] = [await hire('fay', 'finance'), await hire('cora', 'controller')]
  const ask = (
    input: { text: string } | { action: string },
    staffId: string,
    file?: { name: string; content: string },
  ) =>
    dispatch(
      {
        db: books.db,
        catalog,
        files: { attached: file ? [{ name: file.name, bytes: Buffer.from(file.content) }] : [] },
      },
      { who: { workspaceId: books.scope.workspaceId, staffId, via: 'terminal' }, input },
    )
  const say = (text: string, staffId = finance): Promise<Answer> => ask({ text }, staffId)
  const bring = (name: string, content: string): Promise<Answer> =>
    ask({ text: 'bank import' }, finance, { name, content })
  const click = async (answer: Answer, label: string): Promise<Answer> => {
    const button = answer.reply.actions?.find((action) => action.label.includes(label))
    if (!button?.id) throw new Error(`There is no button “${label}” under: ${answer.reply.headline}`)
    return ask({ action: button.id }, finance)
  }
  /** The invoice's number; `net` in cents, 19 % on top. */
  const invoice = (companyId: string, net: bigint, date = '2026-11-02') =>
    books.change(async (tx) => {
      const lines = [{ description: 'Consulting', unitPriceMinor: net }]
      const draft = await draftInvoice(tx, { companyId, draftDate: date, lines })
      return (await issueInvoice(tx, draft.id, date)).number ?? ''
    })
  const open = async (number: string) =>
    books.read(async ({ sql, scope }) => {
      const [row] = await sql<{ open: string }[]>`
        select open_minor::text as open from invoice where workspace_id = ${scope.workspaceId} and number = ${number}`
      return row?.open
    })
  const faults = () => books.read((read) => verifyBooks(read))
  await say('bank add Main number:DE89370400440532013000 account:1800')
  return { books, finance, controller, say, bring, click, invoice, open, faults }
}
