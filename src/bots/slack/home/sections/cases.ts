import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'cases',
  title: 'Cases',
  text: 'case list mine',
  question: 'Which cases are mine?',
  order: 60,
  isFor: (asker) => asker.may('case.write'),
})
