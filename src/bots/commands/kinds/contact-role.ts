import { choiceKind } from '../choice/choice-kind.js'

export default choiceKind({
  kind: 'contact-role',
  one: 'part in a deal',
  many: 'parts in a deal',
  list: 'contact-role',
})
