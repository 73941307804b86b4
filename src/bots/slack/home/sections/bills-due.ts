import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'bills-due',
  title: 'Bills to pay',
  text: 'bill list due',
  question: 'Which bills are due?',
  order: 95,
  isFor: (asker) => asker.may('bill.write'),
})
