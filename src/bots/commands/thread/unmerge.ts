import { unjoinThreads } from '../../../domain/correspondence/arrange-thread.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'thread unmerge',
  summary: 'Undo the merge of two threads',
  example: 'thread unmerge 01999999-0000-7000-8000-000000000000',
  params: { join: required('text', 'Merge', { target: true }) },
  needs: 'mail.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { join }, tx) => {
    const { from, to } = await unjoinThreads(tx, join)
    const headline =
      from.id === to.id
        ? `${from.ref} stays one: by now its mails refer to each other`
        : `${to.ref} is a thread of its own again, beside ${from.ref}`
    return { headline, data: { from, to } }
  },
})
