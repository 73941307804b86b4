import { mutedCompany, mutedKind } from '../../../domain/signals/signal.js'
import { invalid } from '../../../lib/errors.js'
import { type ArgsOf, optional } from '../params.js'
import { signals } from './declared.js'

export const muteParams = {
  name: optional('choice', 'Signal', { target: true, choices: signals.map(({ name }) => name) }),
  company: optional('record', 'Company', { record: 'company', hint: 'All signals about one customer' }),
}

/** What is muted: a signal, or all about a customer. Throws `invalid`. */
export function mutedSubject({ name, company }: ArgsOf<typeof muteParams>) {
  if (name && company) throw invalid('Say a signal or a company, not both.')
  if (company)
    return { subject: mutedCompany(company.id), what: `signals about ${company.title}`, same: { company: company.ref } }
  if (name) return { subject: mutedKind(name), what: `the signal ${name}`, same: { name } }
  throw invalid('Say which signal, or company: for one customer. `notice mute kind:signal` ends all of them.')
}
