import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'signals',
  title: 'Signals',
  text: 'signal list',
  question: 'What should I know about my customers?',
  order: 25,
  // Home is no second list: what is newest, and the rest is a command away.
  rows: 3,
})
