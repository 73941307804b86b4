import type { LineRow } from '../domain/banking/line-list-store.js'
import { namesOfLines } from '../domain/banking/paid-perhaps.js'
import type { JobContext } from './define-job.js'
import { tellOwner } from './tell-owner.js'

const MOST_BUTTONS = 5

/** Finance hears, once for what there is, that a customer is not reminded until somebody says whose money a bank line is. */
export async function tellPaidPerhaps(
  context: JobContext,
  { id, name }: { id: string; name: string },
  lines: readonly LineRow[],
): Promise<void> {
  const one = lines.length === 1
  await tellOwner(context, {
    ownerId: null,
    occasion: `dunning-perhaps:${id}:${lines.map(({ ref }) => ref).join(' ')}`,
    reply: {
      headline: `${name} is not reminded: ${one ? 'a bank line' : 'bank lines'} may be their payment`,
      text: `Nobody has matched ${namesOfLines(lines)} yet. Say what ${one ? 'it is' : 'they are'} for: whoever still owes after that is announced again.`,
      actions: lines.slice(0, MOST_BUTTONS).map(({ ref }) => ({
        label: `Look at ${ref}`,
        do: { command: 'bank show', args: { line: ref } },
        typed: `bank show ${ref}`,
      })),
    },
  })
}
