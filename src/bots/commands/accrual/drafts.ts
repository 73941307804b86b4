import { inWorkspace } from '../../../db/in-workspace.js'
import { type AccrualInput, accrue, planAccrual } from '../../../domain/ledger/accrue.js'
import { type DraftAccrual, getDraft, listDrafts, settleDraft } from '../../../domain/ledger/draft-accrual-store.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { whenBilled } from './when-billed.js'

const drafts = defineCommand({
  name: 'accrual drafts',
  summary: 'Costs whose amount somebody said, still to be accrued',
  example: 'accrual drafts month:2026-10',
  params: { month: optional('month', 'Month', { target: true }) },
  needs: 'journal.read',
  risk: 'read',
  run: async ({ read }, { month }) => {
    const found = await read((sql) => listDrafts(sql, month ?? null))
    return {
      headline: found.length === 0 ? 'No accrual is a draft.' : `${found.length} to be accrued`,
      ...(found.length > 0 && {
        table: {
          columns: [
            { key: 'ref', label: 'Draft', type: 'text' },
            { key: 'month', label: 'Month', type: 'text' },
            { key: 'memo', label: 'What for', type: 'text' },
            { key: 'account', label: 'Account', type: 'text' },
            { key: 'amount', label: 'Amount', type: 'money' },
          ],
          rows: found.map((draft) => ({
            ref: draft.ref,
            month: draft.month,
            memo: draft.memo,
            account: draft.accountCode,
            amount: { money: draft.amount },
          })),
        },
        actions: found.slice(0, 5).map((draft) => postButton(draft)),
      }),
      data: {
        drafts: found.map(({ ref, month: of, memo, amount, accountCode }) => ({
          ref,
          month: of,
          memo,
          amount: toDecimal(amount),
          currency: amount.currency,
          account: accountCode,
        })),
      },
    }
  },
})

/** Opens the form, since whoever posts may have to choose the account. */
export const postButton = ({ ref, accountCode }: Pick<DraftAccrual, 'ref' | 'accountCode'>) => ({
  label: `Accrue ${ref}…`,
  do: { form: 'accrual post', args: { draft: ref, ...(accountCode && { account: accountCode }) } },
})

type Args = { draft: string; account?: string | undefined }

const post = defineCommand({
  name: 'accrual post',
  summary: 'Post a draft: at its month’s end, taken back on the next day; shown before it is posted',
  example: 'accrual post DRA-3 account:6500',
  params: {
    draft: required('text', 'Draft', { target: true }),
    account: optional('text', 'Cost account', {
      options: 'cost-account',
      hint: 'The account’s code or name; needed where the question named none',
    }),
  },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async ({ db, scope, workspace }, args) => {
    const { draft, plan } = await inWorkspace(db, scope, async (tx) => {
      const found = await getDraft(tx, args.draft.toUpperCase())
      return { draft: found, plan: await planAccrual(tx, inputOf(found, args), workspace.baseCurrency) }
    })
    const accounts = [plan.account, plan.accruals]
    const shown = {
      headline: `Accrue ${formatMoney(draft.amount)} for “${draft.memo}” in ${draft.month}?`,
      sections: plan.entries.map((entry) => ({ title: postingTitle(entry), table: entryTable(entry, accounts) })),
    }
    return previewOf(shown, 'Accrue it', {})
  },
  run: async ({ asker, workspace }, args, tx) => {
    const draft = await getDraft(tx, args.draft.toUpperCase())
    const { accrual, account } = await accrue(tx, inputOf(draft, args), workspace.baseCurrency)
    await settleDraft(tx, draft, { state: 'posted', accrualId: accrual.id })
    return {
      headline: `${accrual.ref}: ${formatMoney(draft.amount)} accrued for ${draft.month}`,
      ...(await whenBilled(tx, asker, accrual)),
      data: { draft: draft.ref, ref: accrual.ref, month: draft.month, account: account.code },
    }
  },
})

function inputOf({ ref, memo, amount, month, accountCode }: DraftAccrual, args: Args): AccrualInput {
  const account = args.account ?? accountCode
  if (!account) throw invalid(`Say the cost account: accrual post ${ref} account:6500`)
  return { memo, account, amount, month }
}

const drop = defineCommand({
  name: 'accrual drop',
  summary: 'Drop a draft that is not to be accrued',
  example: 'accrual drop DRA-3',
  params: { draft: required('text', 'Draft', { target: true }) },
  needs: 'journal.write',
  risk: 'reversible',
  run: async (_context, args, tx) => {
    const draft = await getDraft(tx, args.draft.toUpperCase())
    await settleDraft(tx, draft, { state: 'dropped' })
    return {
      headline: `${draft.ref} is dropped: ${formatMoney(draft.amount)} for “${draft.memo}” is not accrued`,
      data: { draft: draft.ref },
    }
  },
})

export default [drafts, post, drop]
