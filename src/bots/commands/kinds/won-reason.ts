import { choiceKind } from '../choice/choice-kind.js'

export default choiceKind({
  kind: 'won-reason',
  one: 'reason for winning',
  many: 'reasons for winning',
  list: 'won-reason',
})
