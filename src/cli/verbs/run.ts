import { languageModel } from '../../bots/commands/ask/model/language-model.js'
import { loadCatalog } from '../../bots/commands/registry.js'
import type { ReplyFile } from '../../bots/commands/reply.js'
import { runCommand } from '../../bots/terminal/run-command.js'
import type { ReadAttachment } from '../../domain/correspondence/opened-mail-store.js'
import { pokeAfterCommit } from '../../jobs/relay.js'
import { keptFiles } from '../../kept-files.js'
import type { Store } from '../../open-store.js'
import { chosenAsker, chosenWorkspace, withStore } from '../company.js'
import { defineVerb, textOption, UsageError } from '../define-verb.js'
import { pathFiles } from '../path-files.js'
import { saveFiles } from '../save-files.js'

export default defineVerb({
  name: 'run',
  takes: '"COMMAND"',
  summary: 'Run any command as a member of staff',
  options: {
    as: { type: 'string', value: 'EMAIL', summary: 'who gives it; needed where there is more than one' },
    yes: { type: 'boolean', summary: 'confirm what the command shows first' },
    save: { type: 'string', value: 'DIR', summary: 'write the files of the answer (a PDF, an attachment) there' },
  },
  run: (input) => {
    const text = input.words.join(' ')
    if (text === '') throw new UsageError('daybook run needs a command, like: daybook run "deal list".')
    return withStore(input, async (store) => {
      pokeAfterCommit(store.db)
      const workspaceId = await chosenWorkspace(store, input)
      const staff = await chosenAsker(store, workspaceId, textOption(input, 'as'))
      const { terminal } = input
      const answer = await runCommand(
        {
          db: store.db,
          catalog: await loadCatalog(),
          readAttachment: readsAttachments(store),
          kept: keptFiles(store.mailFiles),
          files: pathFiles,
          ...(input.config.model && { model: languageModel(input.config.model) }),
        },
        { workspaceId, staffId: staff.id, via: 'terminal' },
        text,
        {
          json: terminal.json,
          yes: input.options['yes'] === true,
          colour: terminal.isTty && input.config.colour,
          width: terminal.width,
          timeZone: staff.timeZone,
          save: savesTo(textOption(input, 'save')),
          confirm: terminal.json || !terminal.canAsk ? undefined : terminal.confirm,
        },
      )
      if (answer.out) terminal.out(answer.out)
      if (answer.err) terminal.err(answer.err)
      return answer.code
    })
  },
})

const readsAttachments =
  ({ db, mailFiles }: Store): ReadAttachment =>
  async (scope, mail, attachmentId) =>
    (await import('../../mail/open-mail.js')).attachmentOf({ db, mailFiles }, scope, mail, attachmentId)

const savesTo = (dir: string | undefined) =>
  dir === undefined ? undefined : (files: readonly ReplyFile[]) => saveFiles(dir, files)
