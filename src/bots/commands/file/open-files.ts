import type { BillFile } from '../../../domain/payables/bill-file.js'
import { counted } from '../../../lib/counted.js'
import { refused } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import type { Action, Reply } from '../reply.js'

/** Buttons of one card. */
const BUTTONS = 10

/**
 * Files of a document: where somebody works on this machine the files themselves; elsewhere a link each, for the asker alone and ten
 * minutes: what is uploaded to a chat stays there.
 */
export async function openFiles(context: CommandContext, of: string, files: readonly BillFile[]): Promise<Reply> {
  if (files.length === 0) throw refused(`${of} has no file.`)
  const facts = {
    headline: `${of}: ${files.length === 1 ? (files[0]?.filename ?? '') : counted(files.length, 'file')}`,
    data: {
      of,
      files: files.map(({ ref, filename, contentType, sizeBytes, thread }) => ({
        file: ref,
        filename,
        contentType,
        sizeBytes,
        thread,
      })),
    },
  }
  if (context.readAttachment) return { ...facts, files: await bytesOf(context, files) }
  const actions = files.slice(0, BUTTONS).flatMap((file) => linkTo(context, file) ?? [])
  if (actions.length === 0)
    throw refused('No web address is known to open files at. Whoever runs Daybook sets PUBLIC_URL.')
  return { ...facts, actions, notes: ['The links are yours alone and work for ten minutes.'] }
}

function linkTo({ fileLink, scope, asker, now }: CommandContext, { id, filename }: BillFile): Action | null {
  const url = fileLink?.({ workspaceId: scope.workspaceId, staffId: asker.id, fileId: id }, now)
  return url ? { label: filename, do: { url } } : null
}

const bytesOf = ({ kept, scope }: CommandContext, files: readonly BillFile[]) =>
  Promise.all(
    files.map(async ({ filename, contentType, contentHash }) => {
      const bytes = await kept?.get(scope.workspaceId, contentHash)
      if (!bytes)
        throw refused(`${filename} is not there any more, or was damaged. Restore the folder of files from a backup.`)
      return { name: filename, contentType, bytes, title: filename }
    }),
  )
