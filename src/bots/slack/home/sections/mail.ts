import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'mail',
  title: 'Mail',
  text: 'thread list',
  question: 'What did my customers write?',
  order: 80,
})
