import { decideCommands } from '../bill/decide.js'

export default decideCommands('expense')
