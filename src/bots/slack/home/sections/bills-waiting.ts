import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'bills-waiting',
  title: 'Bills that wait',
  text: 'bill list waiting',
  question: 'Which bills wait for approval?',
  order: 97,
  isFor: (asker) => asker.may('bill.write'),
})
