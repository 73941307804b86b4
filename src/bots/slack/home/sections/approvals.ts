import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'approvals',
  title: 'Waits on you',
  text: 'approval list for-me',
  question: 'What waits for a decision of mine?',
  order: 20,
})
