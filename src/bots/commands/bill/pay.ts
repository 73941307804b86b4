import { payCommand } from './pay-command.js'

export default payCommand('bill')
