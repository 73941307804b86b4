import { renamePipeline } from '../../../domain/crm/pipeline-store.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'pipeline set',
  summary: 'Rename a pipeline',
  example: 'pipeline set Sales name:"New business"',
  params: { pipeline: target('pipeline', 'Pipeline'), name: required('text', 'Name') },
  needs: 'pipeline.write',
  aliases: ['pipeline rename'],
  risk: 'reversible',
  current: async (_context, _read, { title }) => ({ name: title }),
  run: async (_context, { pipeline, name }, tx) => {
    const { version } = await renamePipeline(tx, pipeline.id, name)
    return {
      headline: `${pipeline.title} is called ${name} now`,
      changes: [{ label: 'Name', before: pipeline.title, after: name }],
      undo: {
        command: 'pipeline set',
        args: { pipeline: pipeline.id, name: pipeline.title },
        versions: { [`pipeline:${pipeline.id}`]: version },
      },
      data: { name },
    }
  },
})
