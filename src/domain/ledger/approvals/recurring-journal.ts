import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { entryOn } from '../recurring-journal.js'
import { getRecurring, saveRecurring } from '../recurring-journal-store.js'
import { canonicalEntry, storeEntry } from '../stored-entry.js'
import journal from './journal.js'

/** An entry that comes again, above the limit: yes lets it be posted each time without being asked. */
export default defineApproval({
  name: 'recurring-journal',
  title: 'Recurring journal entry',
  many: 'recurring journal entries',
  needs: 'journal.approve',
  load: async (tx, { subject }) => {
    const series = await getRecurring(tx, { id: subject })
    if (series.state !== 'asked') return null
    const entry = entryOn(series, series.startsOn, series.id)
    const one = await journal.load(tx, { subject, proposal: storeEntry(entry) })
    if (!one) return null
    const { hash: _, ...shown } = one
    return approvalContent(
      {
        ...shown,
        title: `${series.ref} every ${series.every}: ${one.title}`,
        fields: [
          ...one.fields,
          { label: 'Every', value: series.every },
          { label: 'Until', value: series.endsOn ? { date: series.endsOn } : 'it is stopped' },
        ],
      },
      canonicalEntry(entry),
    )
  },
  approved: async (tx, { subject }) => {
    await saveRecurring(tx, subject, { state: 'active' })
    return 'It is posted by itself from now on.'
  },
  rejected: async (tx, { subject }) => void (await saveRecurring(tx, subject, { state: 'rejected' })),
  lapsed: async (tx, { subject }) => void (await saveRecurring(tx, subject, { state: 'rejected' })),
})
