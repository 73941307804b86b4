import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'tasks',
  title: 'Tasks',
  text: 'task list',
  order: 40,
})
