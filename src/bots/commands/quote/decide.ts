import { acceptQuote, declineQuote, reopenQuote } from '../../../domain/billing/decide-quote.js'
import { formatMoney } from '../../../lib/money.js'
import { seenAs } from '../actions.js'
import { moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { changedQuote } from './quote-reply.js'

const params = { quote: target('quote', 'Quote') }

const accept = defineCommand({
  name: 'quote accept',
  summary: 'The customer said yes: the deal is about exactly this now, and its invoice too once it is won',
  example: 'quote accept Q-3',
  params,
  needs: 'quote.write',
  aliases: ['quote accepted', 'quote yes'],
  risk: 'reversible',
  run: async (context, { quote }, tx) => {
    const { deal, amountBefore } = await acceptQuote(tx, quote.id, context.today)
    const reply = await changedQuote(context, tx, quote.id, {
      headline: ({ ref, net }) => `${ref} is accepted: ${deal.ref} ${deal.title} is over ${formatMoney(net)}`,
      changes: [{ label: `Amount of ${deal.ref}`, before: moneyCell(amountBefore), after: moneyCell(deal.amount) }],
    })
    const win = {
      do: { command: 'deal win', args: { deal: deal.ref }, seen: seenAs(deal) },
      typed: `deal win ${deal.ref}`,
    }
    return {
      ...reply,
      actions: [{ label: 'Win the deal', style: 'primary' as const, ...win }, ...(reply.actions ?? [])],
    }
  },
})

const decline = defineCommand({
  name: 'quote decline',
  summary: 'The customer said no, with the reason if there is one',
  example: 'quote decline Q-3 Too expensive',
  params: { ...params, reason: optional('words', 'Reason') },
  needs: 'quote.write',
  aliases: ['quote declined', 'quote no'],
  risk: 'reversible',
  run: async (context, { quote, reason }, tx) => {
    await declineQuote(tx, quote.id, reason ?? null)
    return changedQuote(context, tx, quote.id, { headline: ({ ref, title }) => `${ref} ${title} is declined` })
  },
})

const reopen = defineCommand({
  name: 'quote reopen',
  summary: 'Take a quote back to a draft, to change it and send it anew',
  example: 'quote reopen Q-3',
  params,
  needs: 'quote.write',
  aliases: ['quote revise'],
  risk: 'reversible',
  run: async (context, { quote }, tx) => {
    const { before } = await reopenQuote(tx, quote.id)
    return changedQuote(context, tx, quote.id, {
      headline: ({ ref }) => `${ref} is a draft again`,
      changes: [{ label: 'Status', before: before.status, after: 'draft' }],
    })
  },
})

export default [accept, decline, reopen]
