import type { types } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import type { FormOption } from '../../commands/form.js'
import { plain } from './plain.js'

/** The message shortcut of manifest.yaml, and the modal that it opens. */
export const LOG_SHORTCUT = 'log_to_record'
export const LOG_RECORD = 'log:record'

/** What a message may have been, and the command that says so. */
export const LOG_KINDS = [
  { label: 'Note', command: 'log' },
  { label: 'Call', command: 'log call' },
  { label: 'Meeting', command: 'log meeting' },
] as const

/** Slack's limit of a plain-text input. */
const INPUT_CHARS = 3000
const OPTION = 75

/** Where the message stands, for the answer; and the records that it names, which are offered before a letter is typed. */
export type LogOrigin = { channel?: string; threadTs?: string; suggested?: readonly FormOption[] }

/** Asks on which record a message is to be put, as what, and lets the words be mended. */
export function logModal(note: string, origin: LogOrigin): types.ModalView {
  const suggested = (origin.suggested ?? []).map(({ label, value }) => ({ label: clip(label, OPTION), value }))
  const [only] = suggested
  const initial = only && suggested.length === 1 ? optionOf(only) : undefined
  return {
    type: 'modal',
    callback_id: LOG_SHORTCUT,
    private_metadata: JSON.stringify({ ...origin, suggested }),
    title: { type: 'plain_text', text: 'Log to a record' },
    submit: { type: 'plain_text', text: 'Log it' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: 'record',
        label: { type: 'plain_text', text: 'Record' },
        hint: { type: 'plain_text', text: 'A contact, a company, a deal, a case or an invoice' },
        element: {
          type: 'external_select',
          action_id: LOG_RECORD,
          min_query_length: suggested.length > 0 ? 0 : 1,
          ...(initial ? { initial_option: initial } : {}),
          placeholder: { type: 'plain_text', text: 'Type a name or a reference' },
        },
      },
      {
        type: 'input',
        block_id: 'kind',
        label: { type: 'plain_text', text: 'As' },
        element: {
          type: 'static_select',
          action_id: 'kind',
          initial_option: kindOption(LOG_KINDS[0]),
          options: LOG_KINDS.map(kindOption),
        },
      },
      {
        type: 'input',
        block_id: 'note',
        label: { type: 'plain_text', text: 'Note' },
        element: {
          type: 'plain_text_input',
          action_id: 'note',
          multiline: true,
          initial_value: clip(note, INPUT_CHARS),
          max_length: INPUT_CHARS,
        },
      },
    ],
  }
}

/** A record as the select offers it. */
export const optionOf = ({ label, value }: FormOption): types.PlainTextOption => ({
  text: plain(label, OPTION),
  value,
})

const kindOption = ({ label, command }: (typeof LOG_KINDS)[number]): types.PlainTextOption => ({
  text: { type: 'plain_text', text: label },
  value: command,
})
