import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'cases-breaching',
  title: 'Past their time',
  text: 'case list breaching',
  order: 50,
  isFor: (asker) => asker.may('case.write'),
})
