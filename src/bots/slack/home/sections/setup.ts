import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'setup',
  title: 'Setting up',
  text: 'setup show',
  order: 10,
  isFor: (asker) => asker.may('admin'),
})
