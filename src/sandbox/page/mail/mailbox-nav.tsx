import type { Mailbox } from '../../page-api.js'

type Props = {
  mailboxes: Mailbox[]
  current: string | undefined
  folder: string
  onOpen: (address: string, folder: string) => void
}

/** The company's mailboxes first, then those of its customers; the open one shows its folders. */
export function MailboxNav({ mailboxes, current, folder, onOpen }: Props) {
  const groups = [
    { title: 'Company', mailboxes: mailboxes.filter((it) => it.kind === 'company') },
    { title: 'Outside', mailboxes: mailboxes.filter((it) => it.kind === 'outside') },
  ]
  return (
    <nav className="mailboxes scroll" aria-label="Mailboxes">
      {groups.map(
        (group) =>
          group.mailboxes.length > 0 && (
            <div key={group.title}>
              <h2>{group.title}</h2>
              {group.mailboxes.map((mailbox) => (
                <MailboxEntry
                  key={mailbox.address}
                  {...{ mailbox, folder, onOpen }}
                  isCurrent={mailbox.address === current}
                />
              ))}
            </div>
          ),
      )}
    </nav>
  )
}

type EntryProps = { mailbox: Mailbox; isCurrent: boolean; folder: string; onOpen: Props['onOpen'] }

function MailboxEntry({ mailbox, isCurrent, folder, onOpen }: EntryProps) {
  return (
    <div className="mailbox" data-current={isCurrent || undefined}>
      <button
        type="button"
        aria-current={isCurrent && folder === 'INBOX' ? 'true' : undefined}
        aria-label={`${mailbox.label}, ${mailbox.address}`}
        onClick={() => onOpen(mailbox.address, 'INBOX')}
      >
        <span>
          <strong dir="auto">{mailbox.label}</strong>
          <small>{mailbox.address}</small>
        </span>
        {mailbox.unseen ? <b className="count">{mailbox.unseen}</b> : null}
      </button>
      {isCurrent && mailbox.folders.length > 1 && (
        <ul>
          {mailbox.folders.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === folder ? 'true' : undefined}
                onClick={() => onOpen(mailbox.address, name)}
              >
                {name === 'INBOX' ? 'Inbox' : name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
