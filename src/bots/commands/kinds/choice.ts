import { choiceKind } from '../choice/choice-kind.js'

export default choiceKind({ kind: 'choice', one: 'entry', many: 'entries' })
