import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'overdue',
  title: 'Overdue',
  text: 'invoice list overdue',
  order: 100,
  isFor: (asker) => asker.may('invoice.send'),
})
