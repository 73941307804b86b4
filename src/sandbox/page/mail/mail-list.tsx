import { useCallback, useState } from 'react'
import type { MailList as MailListAnswer, MailSummary } from '../../page-api.js'
import { prettyDay } from '../blocks/dates.js'
import { clockTime } from '../chat/times.js'
import { Icon } from '../ui/icons.js'
import { useMailNews } from './mail-news.js'
import { useFetched } from './use-fetched.js'

type Props = { mailbox: string; folder: string; current: number | null; onOpen: (uid: number) => void }

const pageSize = 50

/** The mails of one folder, newest first, kept up to date. */
export function MailList({ mailbox, folder, current, onOpen }: Props) {
  const [limit, setLimit] = useState(pageSize)
  const { data, error, refresh } = useFetched<MailListAnswer>('mail/messages', { mailbox, folder, limit })
  useMailNews(useCallback((address: string) => (address === mailbox ? refresh() : undefined), [mailbox, refresh]))

  return (
    <div className="mail-list scroll" role="list" aria-label="Mails" aria-busy={!data && !error}>
      {error && (
        <p className="mail-note" role="alert">
          {error}
        </p>
      )}
      {data?.messages.map((mail) => (
        <MailRow
          key={mail.uid}
          mail={mail}
          isSent={/^sent/i.test(folder)}
          isCurrent={mail.uid === current}
          onOpen={onOpen}
        />
      ))}
      {data?.messages.length === 0 && <p className="mail-note">Nothing here yet.</p>}
      {data?.more && limit < 200 && (
        <button
          type="button"
          className="button mail-more"
          onClick={() => setLimit((count) => Math.min(200, count + pageSize))}
        >
          Show older
        </button>
      )}
    </div>
  )
}

type RowProps = { mail: MailSummary; isSent: boolean; isCurrent: boolean; onOpen: (uid: number) => void }

function MailRow({ mail, isSent, isCurrent, onOpen }: RowProps) {
  const people = isSent ? mail.to.map(nameOf).join(', ') : nameOf(mail.from)
  const date = new Date(mail.date)
  return (
    <div role="listitem">
      <button
        type="button"
        className="mail-row"
        data-unseen={!mail.seen || undefined}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => onOpen(mail.uid)}
      >
        <span className="mail-row-top">
          <strong dir="auto">{isSent ? `To ${people}` : people}</strong>
          <time dateTime={mail.date}>{shortTime(date)}</time>
        </span>
        <span className="mail-row-subject">
          <span dir="auto">{mail.subject || '(no subject)'}</span>
          {mail.hasAttachments && <Icon name="clip" size={14} />}
        </span>
      </button>
    </div>
  )
}

function nameOf(person: { name: string; address: string }): string {
  return person.name || person.address
}

function shortTime(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  if (prettyDay(date) === 'Today') return clockTime(date)
  const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: '2-digit' as const }
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', ...year })
}
