import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'close',
  title: 'Close',
  text: 'close status',
  question: 'How far is the close?',
  order: 90,
  // What is late is what one opens Home for.
  first: (row) => Object.values(row).some((cell) => typeof cell === 'string' && cell.includes('(late)')),
  // One that is done and closed is history.
  isNews: ({ data }) => {
    const { books, done, total } = (data ?? {}) as { books?: string; done?: number; total?: number }
    return books !== 'closed' || done !== total
  },
  isFor: (asker) => asker.may('close.manage') || asker.may('journal.write'),
})
