import { changedAddress } from '../../../domain/crm/change-company.js'
import { checkTerms, type PostalAddress } from '../../../domain/crm/company.js'
import { listCompanyIds } from '../../../domain/crm/company-list-store.js'
import { readTagEdits } from '../../../domain/crm/tag.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { type Bulk, previewBulk, runBulk } from '../bulk.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { readListWords } from '../list-words.js'
import { ownValues } from '../own-values.js'
import { type ArgsOf, clearable, optional, required } from '../params.js'
import { companyEdit, defined, LIFECYCLES, readRoles } from './company-params.js'
import { companyQuestion } from './list-question.js'

const params = {
  where: required('text', 'Which', { target: true, hint: 'As behind company list: tag:berlin owner:dana@example.com' }),
  owner: clearable('record', 'Owner', { record: 'staff' }),
  lifecycle: optional('choice', 'Lifecycle', { choices: LIFECYCLES }),
  roles: optional('text', 'Roles', { hint: 'customer, supplier, partner' }),
  terms: optional('integer', 'Payment terms in days'),
  country: clearable('text', 'Country', { hint: 'DE, or Germany' }),
  tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
}

export default defineCommand({
  name: 'company bulk',
  summary: 'Change many companies at once: previewed, confirmed once, and taken back by one Undo',
  example: 'company bulk "tag:berlin lifecycle:prospect" owner:dana@example.com',
  params,
  needs: 'company.write',
  risk: 'consequential',
  fieldsOf: 'company',
  preview: async (context, args) => previewBulk(context, await bulkOf(context, args)),
  run: async (context, args, tx) => runBulk(context, await bulkOf(context, args), tx),
})

async function bulkOf(context: CommandContext, args: ArgsOf<typeof params>): Promise<Bulk> {
  const asked = await readListWords(context, 'company list', args.where)
  const { filter } = await companyQuestion(context, asked)
  const custom = ownValues(context, 'company bulk', args)
  const columns = defined({
    owner_id: args.owner === null ? null : args.owner?.id,
    lifecycle: args.lifecycle,
    roles: args.roles === undefined ? undefined : readRoles(args.roles),
    terms_days: args.terms === undefined ? undefined : valid(checkTerms(args.terms)),
  })
  const { address } = companyEdit({ country: args.country })
  const tags = args.tag === undefined ? undefined : valid(readTagEdits(args.tag))
  if (Object.keys({ ...columns, ...custom }).length === 0 && !tags && !address)
    throw invalid('Say what is to change: owner:, terms:, country:, tag: or a field of your own.')
  return {
    kind: 'company',
    many: 'companies',
    ids: (read, owners) => listCompanyIds(read, { ...filter, owners }),
    change: {
      columns,
      ...(address ? { parts: { address: (before) => changedAddress(before as PostalAddress | null, address) } } : {}),
      ...(tags ? { tags } : {}),
      ...(Object.keys(custom).length > 0 ? { custom } : {}),
    },
    labels: {
      owner_id: 'Owner',
      lifecycle: 'Lifecycle',
      roles: 'Roles',
      terms_days: 'Payment terms in days',
      address: 'Country',
    },
    texts: { address: (address) => (address as PostalAddress | null)?.country ?? null },
  }
}
