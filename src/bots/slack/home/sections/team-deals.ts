import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'team-deals',
  title: 'The team’s deals',
  text: 'deal list all',
  question: 'How are the team’s deals?',
  order: 110,
  // Who leads sales: all that sells, and the figures of both sides.
  isFor: (asker) => asker.may('deal.write') && asker.may('report.finance'),
  first: ({ age }) => typeof age === 'string' && age.includes('stale'),
})
