import { createHash } from 'node:crypto'
import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import type { Mailbox, Visibility } from '../../../domain/correspondence/mailbox.js'
import { listMailboxes } from '../../../domain/correspondence/mailbox-store.js'
import { countUnfetchable } from '../../../domain/correspondence/missing-bodies-store.js'
import { type SharedSample, sampleMailbox, shareMailbox } from '../../../domain/correspondence/share-mailbox.js'
import { addressKey } from '../../../lib/address-key.js'
import { notFound, refused } from '../../../lib/errors.js'
import { clip, oneLine } from '../../../lib/text.js'
import type { CommandContext } from '../define-command.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import type { Table } from '../reply.js'
import { missingTexts } from './missing-texts.js'

const SAMPLE = 5
const TEXT_CHARS = 80
const SEEN: Record<Visibility, string> = {
  full: 'everything: who wrote to whom and when, the subject and the text',
  subject: 'who wrote to whom and when, and the subject',
  metadata: 'who wrote to whom and when; nothing else',
}

export default defineCommand({
  name: 'mailbox share',
  summary: 'What colleagues see of your mailbox; you are shown it first',
  example: 'mailbox share subject',
  params: {
    level: required('choice', 'Level', { target: true, choices: ['full', 'subject', 'metadata'] }),
    mailbox: optional('text', 'Mailbox', { hint: 'Its address; needed when you have several' }),
  },
  needs: 'mail.write',
  risk: 'consequential',
  preview: async (context, { level, mailbox: words }) => {
    const visibility = level as Visibility
    const { mailbox, sample, missing } = await context.read(async (read) => {
      const found = ownMailbox(context, await listMailboxes(read), words)
      const sample = await sampleMailbox(read, found.id, SAMPLE)
      return { mailbox: found, sample, missing: await countUnfetchable(read, found.id) }
    })
    return {
      headline: `Colleagues would see of ${mailbox.address}: ${SEEN[visibility]}`,
      ...(sample.length > 0 && { table: sampleTable(sample, visibility) }),
      notes: [
        'Only you see this preview. You always see your own mail.',
        ...(mailbox.visibilityAgreedAt
          ? []
          : ['With your agreement the texts of mail with strangers are fetched and stored, too.']),
        ...missingTexts(missing),
        'Threads that you made private, and what is never logged, stay so.',
      ],
      confirmLabel: visibility === 'metadata' ? 'Share no more than that' : 'Share this',
      // What is agreed to is the level: mail that comes in meanwhile changes the example, not the agreement.
      hash: createHash('sha256').update(`${mailbox.id} ${mailbox.visibility} ${visibility}`).digest('hex'),
      versions: {},
    }
  },
  run: async (context, { level, mailbox: words }, tx) => {
    const visibility = level as Visibility
    const { mailbox, missing } = await context.read(async (read) => {
      const found = ownMailbox(context, await listMailboxes(read), words)
      return { mailbox: found, missing: await countUnfetchable(read, found.id) }
    })
    await shareMailbox(tx, mailbox.id, visibility)
    return {
      headline: `Colleagues see of ${mailbox.address}: ${SEEN[visibility]}`,
      changes: [{ label: 'Shared', before: mailbox.visibility, after: visibility }],
      notes: [`Any time: \`mailbox share ${mailbox.visibility}\` changes it back.`, ...missingTexts(missing)],
      data: { mailbox: mailbox.address, visibility },
    }
  },
})

/** One's own mailbox; of a shared one an administrator decides. */
function ownMailbox({ asker }: CommandContext, all: readonly Mailbox[], words: string | undefined): Mailbox {
  const mine = all.filter(({ staffId }) => staffId === asker.id)
  const wanted = words === undefined ? mine : all.filter(({ address }) => addressKey(address) === addressKey(words))
  const [only, second] = wanted
  if (second)
    throw refused(`You have several: say mailbox:ADDRESS. They are ${mine.map(({ address }) => address).join(', ')}.`)
  if (!only) throw notFound('There is no such mailbox of yours. `mailbox list` shows which are followed.')
  if (only.staffId !== asker.id && (only.staffId !== null || !asker.may('mailbox.write')))
    throw refused(
      only.staffId === null
        ? 'What is seen of a shared mailbox is an administrator’s to say.'
        : 'Only its owner can share a mailbox.',
    )
  return only
}

const sampleTable = (sample: readonly SharedSample[], visibility: Visibility): Table => ({
  columns: [
    { key: 'at', label: 'When', type: 'date' },
    { key: 'from', label: 'From', type: 'text' },
    { key: 'subject', label: 'Subject', type: 'text' },
    { key: 'text', label: 'Text', type: 'text' },
  ],
  rows: sample.map(({ at, from, subject, reply }) => ({
    at: { at },
    from,
    subject: visibility === 'metadata' ? HIDDEN : subject,
    text: visibility === 'full' ? clip(oneLine(reply), TEXT_CHARS) : HIDDEN,
  })),
})
