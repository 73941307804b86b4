import { tuneForMail } from '../../lib/tune-for-mail.js'
import { type ImportSummary, importMail } from '../../mail/import-mail.js'
import type { MboxKind } from '../../mail/read-mbox.js'
import { answer } from '../answer.js'
import { withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError } from '../define-verb.js'
import { chosenMailboxes } from '../mailboxes.js'
import { progressLine } from '../progress-line.js'
import { untilStopped } from '../stop-signal.js'

const KINDS: readonly MboxKind[] = ['mboxrd', 'mboxo']

const STOPPED = 'Stopped. What was read is stored; give the same line again, and it goes on from there.'

export default defineVerb({
  name: 'mail import',
  takes: 'PATH …',
  summary:
    'File mail from archives: .eml files, mbox files, Maildirs, and folders of them; may be broken off and repeated',
  options: {
    mailbox: { type: 'string', value: 'EMAIL', summary: 'the mailbox whose mail it is' },
    mbox: { type: 'string', value: KINDS.join('|'), summary: 'how From lines are escaped; default mboxrd' },
  },
  run: (input) => {
    if (input.words.length === 0) throw new UsageError('daybook mail import needs a PATH.')
    const address = need(input, 'mailbox')
    const mbox = readKind(textOption(input, 'mbox'))
    return withStore(input, async (store) => {
      tuneForMail()
      const { scope, mailboxes } = await chosenMailboxes(store, input, [address])
      const bar = progressLine(input.terminal, address)
      const kilobytes = (bytes: number) => Math.ceil(bytes / 1024)
      const summary = await untilStopped(STOPPED, (signal) =>
        importMail(
          { db: store.db, mailFiles: store.mailFiles },
          {
            scope: { ...scope, via: 'mail' },
            mailboxId: mailboxes[0]?.id ?? '',
            paths: input.words,
            mbox,
            signal,
            onProgress: (done, total) => bar({ folder: 'import, kB', done: kilobytes(done), total: kilobytes(total) }),
          },
        ),
      )
      answer(input.terminal, { mailbox: address, ...summary }, told(address, summary))
      if (summary.skipped > 0) input.terminal.err(setAside(summary.skipped))
      return 0
    })
  },
})

/** Not a failure: what can't be read is kept with its bytes and its reason. */
const setAside = (count: number): string =>
  `${count} ${count === 1 ? 'mail was' : 'mails were'} set aside: \`daybook mail audit\` says why; what can be read later is by \`daybook mail replay\`.`

function told(address: string, summary: ImportSummary): string[] {
  const { total, stored, known, skipped, filled, withoutText } = summary
  return [
    `${address}: ${total} mails read, ${stored} stored, ${known} known already, ${skipped} set aside`,
    ...(filled > 0 ? [`${filled} of them were stored without their text before, and have it now.`] : []),
    ...(withoutText > 0
      ? [
          `${withoutText} mails with strangers are kept without their text: the owner of ${address} has not agreed yet to what colleagues see (\`mailbox share\`). Import the same archive again after that: it fills the texts in and changes nothing else.`,
        ]
      : []),
  ]
}

function readKind(text: string | undefined): MboxKind {
  const kind = KINDS.find((each) => each === (text ?? 'mboxrd'))
  if (!kind) throw new UsageError(`--mbox is one of ${KINDS.join(', ')}, not "${text}".`)
  return kind
}
