import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'close',
  title: 'Close',
  text: 'close status',
  question: 'How far is the close?',
  order: 90,
  // What is late is what one opens Home for.
  first: (row) => Object.values(row).some((cell) => typeof cell === 'string' && cell.includes('(late)')),
  isFor: (asker) => asker.may('close.manage') || asker.may('journal.write'),
})
