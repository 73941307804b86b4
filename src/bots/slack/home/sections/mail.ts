import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'mail',
  title: 'Mail',
  text: 'thread list',
  order: 80,
})
