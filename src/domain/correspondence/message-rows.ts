import { addressKey } from '../../lib/address-key.js'
import type { Ids } from '../../lib/ids.js'
import type { AttachmentRow, ParticipantRow } from './filing-store.js'
import type { ParsedMessage } from './parsed-message.js'

/** Whom a mail names to everybody: a bcc belongs to the copy that shows it. */
export const participantRows = (message: ParsedMessage, message_id: string, ids: Ids): ParticipantRow[] =>
  message.participants
    .filter(({ role }) => role !== 'bcc')
    .map(({ role, address, name }) => ({
      id: ids.next(),
      message_id,
      role,
      address,
      address_key: addressKey(address),
      name,
      mailbox_id: null,
    }))

export const attachmentRows = (message: ParsedMessage, message_id: string, ids: Ids): AttachmentRow[] =>
  message.attachments.map((part) => ({
    id: ids.next(),
    message_id,
    filename: part.filename,
    content_type: part.contentType,
    size_bytes: part.sizeBytes,
    part_path: part.partPath,
    content_id: part.contentId,
  }))
