import { useCallback, useState } from 'react'
import type { Mailbox, MailboxList, MailMessage } from '../../page-api.js'
import { useSandbox } from '../live/sandbox.js'
import { Icon } from '../ui/icons.js'
import { followUp, type Letter, newLetter } from './letter.js'
import { MailList } from './mail-list.js'
import { useMailNews } from './mail-news.js'
import { MailReader } from './mail-reader.js'
import { MailboxNav } from './mailbox-nav.js'
import { useFetched } from './use-fetched.js'
import { WriteForm } from './write-form.js'

/** Every mailbox of the demo company and of its customers, and a desk to write from outside. */
export function MailRoom() {
  const { route, go } = useSandbox()
  const list = useFetched<MailboxList>('mail/mailboxes', {})
  const [folder, setFolder] = useState('INBOX')
  const [uid, setUid] = useState<number | null>(null)
  const [letter, setLetter] = useState<Letter | null>(null)
  const { refresh } = list
  useMailNews(useCallback(() => refresh(), [refresh]))

  const mailboxes = list.data?.mailboxes ?? []
  const mailbox = mailboxes.find((it) => it.address === route.mailbox) ?? mailboxes[0]
  const openMailbox = (address: string, nextFolder: string) => {
    setFolder(nextFolder)
    setUid(null)
    setLetter(null)
    go({ view: 'mail', mailbox: address })
  }

  return (
    <section className="pane mail" aria-label="Mail room">
      <header className="pane-head">
        <h1>
          <Icon name="mail" size={20} /> Mail room
        </h1>
        <p className="pane-topic">Real mailboxes, over IMAP and SMTP. Reading here marks nothing as read.</p>
        <button
          type="button"
          className="button button-solid"
          // Who writes, and to whom, is known once the mailboxes are.
          disabled={!list.data}
          onClick={() => setLetter(newLetter(mailboxes, mailbox))}
        >
          <Icon name="pen" size={16} /> Write as an outside customer
        </button>
      </header>
      {list.error && !list.data ? (
        <MailTrouble text={list.error} onRetry={refresh} />
      ) : (
        <div className="mail-grid">
          <MailboxNav mailboxes={mailboxes} current={mailbox?.address} folder={folder} onOpen={openMailbox} />
          {mailbox && (
            <MailList
              key={`${mailbox.address} ${folder}`}
              mailbox={mailbox.address}
              folder={folder}
              current={letter ? null : uid}
              onOpen={(next) => {
                setLetter(null)
                setUid(next)
              }}
            />
          )}
          <ReadingPane
            {...{ mailbox, mailboxes, folder, uid, letter, setLetter }}
            onSent={() => {
              setLetter(null)
              refresh()
            }}
          />
        </div>
      )}
    </section>
  )
}

type PaneProps = {
  mailbox: Mailbox | undefined
  mailboxes: Mailbox[]
  folder: string
  uid: number | null
  letter: Letter | null
  setLetter: (letter: Letter | null) => void
  onSent: () => void
}

function ReadingPane({ mailbox, mailboxes, folder, uid, letter, setLetter, onSent }: PaneProps) {
  if (letter) {
    return (
      <WriteForm
        key={letter.key}
        letter={letter}
        mailboxes={mailboxes}
        onSent={onSent}
        onCancel={() => setLetter(null)}
      />
    )
  }
  if (mailbox && uid !== null) {
    const answer = (mail: MailMessage) => setLetter(followUp(mail, mailbox))
    return <MailReader mailbox={mailbox} folder={folder} uid={uid} onAnswer={answer} />
  }
  return (
    <div className="empty mail-reader">
      <Icon name="mail" size={34} />
      <h2>Nothing open</h2>
      <p>Choose a mail to read it, or write one as a customer and watch it arrive on the contact.</p>
    </div>
  )
}

function MailTrouble({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div className="empty" role="alert">
      <Icon name="warning" size={34} />
      <h2>The mail server can't be reached</h2>
      <p>{text}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  )
}
