import { loadOwnAddresses } from '../../../domain/correspondence/link-store.js'
import { isNeverLogged, readNeverLog } from '../../../domain/correspondence/never-log.js'
import { putNeverLog } from '../../../domain/correspondence/never-log-store.js'
import { isFreeMail } from '../../../lib/address-key.js'
import { invalid, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'mailbox never-log',
  summary: 'Never log mail with an address or a domain: of your mailboxes, or with everyone:yes of all',
  example: 'mailbox never-log clinic.example',
  params: {
    address: required('text', 'Address or domain', { target: true }),
    everyone: optional('flag', 'In every mailbox'),
  },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { address, everyone = false }, tx) => {
    const read = readNeverLog(address)
    if (!read.ok) throw invalid(read.problem)
    if (everyone && !context.asker.may('mailbox.write'))
      throw refused('A rule for all mailboxes is made by an administrator. Without everyone: it holds for yours.')
    const own = await context.read(loadOwnAddresses)
    if (isNeverLogged([{ ...read.value, id: '', staffId: null }], [...own.keys]))
      throw refused('That is one of our own addresses: nothing would be logged any more.')
    const rule = await putNeverLog(tx, { ...read.value, staffId: everyone ? null : context.asker.id })
    // The headline is kept with the Undo, so it doesn't say whom the rule is about: that stands in the rule alone.
    return {
      headline: rule.added ? 'Never logged from now on' : 'Such mail is never logged already',
      fields: [
        { label: rule.kind === 'domain' ? 'Domain' : 'Address', value: rule.pattern },
        { label: 'Where', value: everyone ? 'every mailbox' : 'your mailboxes' },
      ],
      notes: [
        ...(rule.kind === 'domain' && isFreeMail(rule.pattern)
          ? [`${rule.pattern} is a provider of private mailboxes: mail with anybody there is left out.`]
          : []),
        'Mail that is stored already stays. `thread private` hides a thread, `contact erase` forgets a person.',
      ],
      ...(rule.added && { undo: { command: 'mailbox log-again', args: { rule: rule.id }, versions: {} } }),
      data: { kind: rule.kind, pattern: rule.pattern, everyone },
    }
  },
})
