import { renameTag } from '../../../domain/crm/rename-tag.js'
import { tagKey } from '../../../domain/crm/tag.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { undoOf } from '../restore.js'

export default defineCommand({
  name: 'tag remove',
  summary: 'Take a tag off every record',
  example: 'tag remove berlin',
  params: { tag: required('text', 'Tag', { target: true }) },
  needs: 'admin',
  risk: 'reversible',
  run: async (context, { tag }, tx) => {
    const name = tagKey(tag)
    const count = await renameTag(tx, name, null)
    return {
      headline: `${name} is gone from ${counted(count, 'record')}`,
      undo: undoOf(context, tx, 'tag restore'),
      data: { tag: name, records: count },
    }
  },
})
