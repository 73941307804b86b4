import { applyMatch } from '../../../domain/banking/apply-match.js'
import type { Proposal } from '../../../domain/banking/proposal.js'
import { learnRule } from '../../../domain/banking/rule-store.js'
import { getAnyTaxCode } from '../../../domain/banking/tax-code-of-line.js'
import { getAccount } from '../../../domain/ledger/account-store.js'
import { defineCommand } from '../define-command.js'
import { optional, required, target } from '../params.js'
import { postedTo } from './posted-to.js'

export default defineCommand({
  name: 'bank post',
  summary: 'Post a bank line straight to an account: charges, interest, rent; with a tax code the amount holds the tax',
  example: 'bank post LINE-12 account:6855',
  params: {
    line: target('bank-line', 'Bank line'),
    account: required('text', 'Account', { hint: 'Its code or its name' }),
    tax: optional('text', 'Tax code', { hint: 'Of the tax that the amount holds' }),
  },
  needs: 'bank.write',
  form: { title: 'Post a bank line', submit: 'Post' },
  risk: 'reversible',
  run: async (_context, { line, account: code, tax }, tx) => {
    const account = await getAccount(tx, { code })
    const taxCodeId = tax === undefined ? null : (await getAnyTaxCode(tx, tax, line)).id
    const accountName = `${account.code} ${account.name}`
    const proposal: Proposal = {
      by: 'manual',
      reason: 'Said by hand.',
      certain: true,
      does: { kind: 'post', accountId: account.id, accountName, taxCodeId, taxCode: tax ?? null, ruleId: null },
    }
    const posted = await applyMatch(tx, line.id, proposal)
    await learnRule(tx, posted, { accountId: account.id, taxCodeId })
    return postedTo(line, posted, accountName)
  },
})
