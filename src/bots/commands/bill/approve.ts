import { decideCommands } from './decide.js'

export default decideCommands('bill')
