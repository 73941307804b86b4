import { defineSection } from '../define-section.js'

export default defineSection({
  name: 'deals',
  title: 'Deals',
  text: 'deal list mine',
  question: 'How are my deals?',
  order: 70,
  // A deal that has stood too long is what one opens Home for.
  first: ({ age }) => typeof age === 'string' && age.includes('stale'),
})
