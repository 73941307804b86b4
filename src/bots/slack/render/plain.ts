import { clip } from '../../../lib/text.js'

type PlainText = { type: 'plain_text'; text: string }

/** Plain text within Slack's limit for where it stands, and never nothing: Slack refuses an empty label, and the whole with it. */
export const plain = (text: string, limit: number): PlainText => ({
  type: 'plain_text',
  text: clip(text, limit).trim() === '' ? '–' : clip(text, limit),
})
