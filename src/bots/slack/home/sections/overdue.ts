import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'overdue',
  title: 'Overdue',
  text: 'invoice list overdue',
  question: 'Who owes us for too long?',
  order: 100,
  isFor: (asker) => asker.may('invoice.send'),
})
