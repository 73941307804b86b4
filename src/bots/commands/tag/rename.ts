import { renameTag } from '../../../domain/crm/rename-tag.js'
import { tagKey } from '../../../domain/crm/tag.js'
import { counted } from '../../../lib/counted.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { undoOf } from '../restore.js'

export default defineCommand({
  name: 'tag rename',
  summary: 'Rename a tag on every record; one that is there already takes the other in',
  example: 'tag rename berlin to:berlin-hq',
  params: { tag: required('text', 'Tag', { target: true }), to: required('text', 'New name') },
  needs: 'admin',
  risk: 'reversible',
  run: async (context, { tag, to }, tx) => {
    const [from, name] = [tagKey(tag), tagKey(to)]
    if (name === '' || name === from) throw invalid(`“${to}” is no other name for ${from}.`)
    const count = await renameTag(tx, from, name)
    return {
      headline: `${from} is ${name} now, on ${counted(count, 'record')}`,
      changes: [{ label: 'Tag', before: from, after: name }],
      undo: undoOf(context, tx, 'tag restore'),
      data: { from, to: name, records: count },
    }
  },
})
