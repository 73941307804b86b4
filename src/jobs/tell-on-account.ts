import { allocateButtons } from '../bots/commands/payment/payment-actions.js'
import { type AllocationOffer, whyCovered, whyLess } from '../domain/billing/allocation-offer.js'
import type { OnAccount, StillOwed } from '../domain/billing/still-owed.js'
import type { JobContext } from './define-job.js'
import { tellOwner } from './tell-owner.js'

/** A debtor, and what of theirs is with us beside what is past due. */
export type OnAccountDebtor = Pick<StillOwed, 'covering' | 'held'> & {
  id: string
  name: string
  offers: readonly AllocationOffer[]
}

/** Finance hears, once for what there is, that a customer is not reminded or of less, with buttons that say what the money is for. */
export async function tellOnAccount(context: JobContext, debtor: OnAccountDebtor): Promise<void> {
  const { id, name, covering, held } = debtor
  const tell = (kind: 'dunning-covered' | 'dunning-less', theirs: readonly OnAccount[], headline: string) => {
    const offers = debtor.offers.filter(({ from }) => theirs.some((each) => each.name === from))
    const text = (kind === 'dunning-covered' ? whyCovered : whyLess)(name, theirs, offers)
    return tellOwner(context, {
      ownerId: null,
      occasion: `${kind}:${id}:${theirs.map((each) => each.name).join(' ')}`,
      reply: { headline, text, actions: allocateButtons(offers) },
    })
  }
  if (covering.length > 0) await tell('dunning-covered', covering, `${name} is not reminded: what is past due is paid`)
  if (held.length > 0) await tell('dunning-less', held, `${name} is asked for less: something of theirs is on account`)
}
