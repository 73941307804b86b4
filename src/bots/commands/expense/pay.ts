import { payCommand } from '../bill/pay-command.js'

export default payCommand('expense')
