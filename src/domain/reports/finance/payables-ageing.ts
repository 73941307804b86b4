import { quoted } from '../cells.js'
import { ageingReport } from './ageing-report.js'

export default ageingReport({
  side: 'payable',
  name: 'payables-ageing',
  title: 'Payables by age',
  summary: 'Whom we owe how much, and for how long it has been due',
  party: 'Supplier',
  list: (company) => `bill list open supplier:${quoted(company)}`,
  listOn: (company, { day, asKnown, control }) =>
    `journal list account:${control} company:${quoted(company)} to:${day}${asKnown}`,
})
