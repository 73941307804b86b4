import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'close-tasks',
  title: 'Close tasks',
  text: 'close mine',
  order: 30,
})
