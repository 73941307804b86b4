import type { Unfetchable } from '../../../domain/correspondence/missing-bodies-store.js'
import { counted } from '../../../lib/counted.js'

/** Mail that stays without its text although it may be stored, and what brings it. */
export const missingTexts = ({ imported, gone }: Unfetchable): string[] => [
  ...(imported > 0
    ? [
        `${counted(imported, 'mail')} came from an archive without the text. Importing the same archive again (\`daybook mail import\`) fills it in and changes nothing else.`,
      ]
    : []),
  ...(gone > 0 ? [`The text of ${counted(gone, 'mail')} is lost: the mail server no longer has them.`] : []),
]
