import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'approvals',
  title: 'Waits on you',
  text: 'approval list waiting',
  question: 'What waits for a decision of mine?',
  order: 20,
})
