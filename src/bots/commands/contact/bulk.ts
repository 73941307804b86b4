import { type ConsentEdit, changedConsent } from '../../../domain/crm/change-contact.js'
import type { Consent } from '../../../domain/crm/contact.js'
import { listContactIds } from '../../../domain/crm/contact-list-store.js'
import { readTagEdits } from '../../../domain/crm/tag.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { type Bulk, previewBulk, runBulk } from '../bulk.js'
import { defined } from '../company/company-params.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { readListWords } from '../list-words.js'
import { ownValues } from '../own-values.js'
import { type ArgsOf, clearable, optional, required } from '../params.js'
import { consentText } from './contact-change.js'
import { contactEdit, contactParams } from './contact-params.js'
import { contactQuestion } from './list-question.js'

const params = {
  where: required('text', 'Which', { target: true, hint: 'As behind contact list: tag:berlin owner:dana@example.com' }),
  owner: clearable('record', 'Owner', { record: 'staff' }),
  company: clearable('record', 'Company', { record: 'company' }),
  title: clearable('text', 'Title'),
  consent: contactParams.consent,
  'consent-source': contactParams['consent-source'],
  'consent-date': contactParams['consent-date'],
  tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
}

export default defineCommand({
  name: 'contact bulk',
  summary: 'Change many contacts at once: previewed, confirmed once, and taken back by one Undo',
  example: 'contact bulk "company:Acme" owner:dana@example.com',
  params,
  needs: 'contact.write',
  risk: 'consequential',
  fieldsOf: 'contact',
  preview: async (context, args) => previewBulk(context, await bulkOf(context, args)),
  run: async (context, args, tx) => runBulk(context, await bulkOf(context, args), tx),
})

async function bulkOf(context: CommandContext, args: ArgsOf<typeof params>): Promise<Bulk> {
  const asked = await readListWords(context, 'contact list', args.where)
  const { filter } = await contactQuestion(context, asked)
  const custom = ownValues(context, 'contact bulk', args)
  const columns = defined({
    owner_id: args.owner === null ? null : args.owner?.id,
    company_id: args.company === null ? null : args.company?.id,
    title: args.title,
  })
  const { consent } = contactEdit({
    consent: args.consent,
    'consent-source': args['consent-source'],
    'consent-date': args['consent-date'],
  })
  const tags = args.tag === undefined ? undefined : valid(readTagEdits(args.tag))
  if (Object.keys({ ...columns, ...custom }).length === 0 && !tags && !consent)
    throw invalid('Say what is to change: owner:, company:, consent:, tag: or a field of your own.')
  return {
    kind: 'contact',
    many: 'contacts',
    ids: (read, owners) => listContactIds(read, { ...filter, owners }),
    change: {
      columns,
      ...(consent ? { parts: { consent: (before) => consentOf(before, consent, context.today) } } : {}),
      ...(tags ? { tags } : {}),
      ...(Object.keys(custom).length > 0 ? { custom } : {}),
    },
    labels: {
      owner_id: 'Owner',
      company_id: 'Company',
      title: 'Title',
      consent: 'Consent',
    },
    texts: { consent: (consent) => consentText((consent ?? []) as Consent[]) || null },
  }
}

/** Who said yes already is not asked again: their word keeps its day, unless another is given. */
function consentOf(kept: unknown, edit: ConsentEdit, today: string): unknown {
  const before = (kept ?? []) as Consent[]
  const has = (purpose: string) => before.some((each) => each.purpose === purpose)
  const isPlain = edit.source === undefined && edit.date === undefined
  const add = isPlain ? edit.add.filter((purpose) => !has(purpose)) : edit.add
  return add.length === 0 && !edit.drop.some(has) ? kept : changedConsent(before, { ...edit, add }, today)
}
