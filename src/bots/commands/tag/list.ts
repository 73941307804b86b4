import { listTags, WITH_TAGS, type WithTags } from '../../../domain/crm/tag-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'tag list',
  summary: 'The tags that are in use, and on how many records',
  example: 'tag list',
  params: {},
  needs: 'company.read',
  risk: 'read',
  bare: true,
  run: async ({ asker, read: reading }) => {
    const seen = WITH_TAGS.filter((kind) => asker.may(`${kind}.read`))
    const owners = new Map(seen.map((kind) => [kind, asker.owners(`${kind}.read`)] as const))
    const uses = await reading((read) => listTags(read, owners))
    const tags = [...new Set(uses.map(({ tag }) => tag))]
    const countOf = (tag: string, kind: WithTags) =>
      uses.find((use) => use.tag === tag && use.kind === kind)?.count ?? 0
    const rows = tags.map((tag) => ({
      tag,
      company: countOf(tag, 'company'),
      contact: countOf(tag, 'contact'),
      deal: countOf(tag, 'deal'),
      case: countOf(tag, 'case'),
      product: countOf(tag, 'product'),
    }))
    return {
      headline: tags.length === 0 ? 'There are no tags yet' : counted(tags.length, 'tag'),
      ...(tags.length === 0
        ? { text: '`company set CO-12 tag:berlin` gives the first.' }
        : {
            table: {
              columns: [
                { key: 'tag', label: 'Tag', type: 'text' },
                { key: 'company', label: 'Companies', type: 'number' },
                { key: 'contact', label: 'Contacts', type: 'number' },
                { key: 'deal', label: 'Deals', type: 'number' },
                { key: 'case', label: 'Cases', type: 'number' },
                { key: 'product', label: 'Products', type: 'number' },
              ],
              rows,
            },
          }),
      data: { tags: rows },
    }
  },
})
