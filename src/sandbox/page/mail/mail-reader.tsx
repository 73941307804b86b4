import type { MailAddress, Mailbox, MailMessage } from '../../page-api.js'
import { fileSize } from '../chat/file-view.js'
import { fullTime } from '../chat/times.js'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icons.js'
import { MailText } from './mail-text.js'
import { useFetched } from './use-fetched.js'

type Props = { mailbox: Mailbox; folder: string; uid: number; onAnswer: (mail: MailMessage) => void }

/** One mail with its attachments. */
export function MailReader({ mailbox, folder, uid, onAnswer }: Props) {
  const { data: mail, error } = useFetched<MailMessage>('mail/message', { mailbox: mailbox.address, folder, uid })
  if (error && !mail) {
    return (
      <p className="mail-note mail-reader" role="alert">
        {error}
      </p>
    )
  }
  if (!mail) return <div className="mail-reader" aria-busy="true" />
  const date = new Date(mail.date)

  return (
    <article className="mail-reader scroll" aria-label={mail.subject || 'Mail'}>
      <header className="mail-head">
        <h2 dir="auto">{mail.subject || '(no subject)'}</h2>
        <div className="mail-from">
          <Avatar user={{ realName: mail.from.name || mail.from.address, colour: colourOf(mail.from), isBot: false }} />
          <div>
            <p className="mail-sender">
              <strong dir="auto">{mail.from.name || mail.from.address}</strong>
              <time className="muted" dateTime={mail.date} title={fullTime(date)}>
                {shortDate(date)}
              </time>
            </p>
            {mail.from.name && <p className="muted">{mail.from.address}</p>}
            <p className="muted">
              To {mail.to.map(addressText).join(', ')}
              {mail.cc.length > 0 && <>, copy to {mail.cc.map(addressText).join(', ')}</>}
            </p>
          </div>
        </div>
      </header>
      {mail.attachments.length > 0 && (
        <ul className="mail-attachments" aria-label="Attachments">
          {mail.attachments.map((file) => (
            <li key={file.part} className="file-card">
              <span className="file-kind" data-kind={extensionOf(file.filename)}>
                {extensionOf(file.filename).toUpperCase().slice(0, 4) || 'FILE'}
              </span>
              <span className="file-words">
                <a href={file.url} target="_blank" rel="noreferrer">
                  {file.filename}
                </a>
                <small>
                  {file.contentType} · {fileSize(file.size)}
                </small>
              </span>
              <a
                className="icon-button"
                href={file.url}
                download={file.filename}
                aria-label={`Download ${file.filename}`}
              >
                <Icon name="download" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <MailText text={mail.text} />
      <footer className="mail-answer">
        <button type="button" className="button" onClick={() => onAnswer(mail)}>
          <Icon name="reply" size={16} /> {mailbox.kind === 'outside' ? 'Reply' : 'Write on as the customer'}
        </button>
      </footer>
    </article>
  )
}

function shortDate(date: Date): string {
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

function addressText(person: MailAddress): string {
  return person.name ? `${person.name} <${person.address}>` : person.address
}

function extensionOf(filename: string): string {
  return /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
}

const colours = ['#8a4b2a', '#2f6f63', '#4b4f8f', '#8c3b5f', '#3f6a2e', '#6b4a86', '#2b5d86', '#7a5a12']

/** The same sender has the same colour everywhere. */
function colourOf(person: MailAddress): string {
  let sum = 0
  for (const character of person.address) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return colours[sum % colours.length] ?? '#565d6d'
}
