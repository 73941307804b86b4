import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'close',
  title: 'Close',
  text: 'close status',
  question: 'How far is the close?',
  order: 90,
  isFor: (asker) => asker.may('close.manage') || asker.may('journal.write'),
})
