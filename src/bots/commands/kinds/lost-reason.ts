import { choiceKind } from '../choice/choice-kind.js'

export default choiceKind({
  kind: 'lost-reason',
  one: 'reason for losing',
  many: 'reasons for losing',
  list: 'lost-reason',
})
