import { quoted } from '../cells.js'
import { ageingReport } from './ageing-report.js'

export default ageingReport({
  side: 'receivable',
  name: 'receivables-ageing',
  title: 'Receivables by age',
  summary: 'Who owes us how much, and for how long it has been due',
  party: 'Customer',
  list: (company) => `invoice list open company:${quoted(company)}`,
  listOn: (company, { day, asKnown }) => `report customer-statement ${quoted(company)} asof:${day}${asKnown}`,
})
