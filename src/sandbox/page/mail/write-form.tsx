import { type FormEvent, useId, useState } from 'react'
import type { Mailbox, MailSent, SendMail } from '../../page-api.js'
import { fileSize } from '../chat/file-view.js'
import { messageOf, postJson } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Icon } from '../ui/icons.js'
import type { Letter } from './letter.js'

type Props = { letter: Letter; mailboxes: Mailbox[]; onSent: () => void; onCancel: () => void }

/** A mail from somebody outside the company; it leaves by SMTP as any customer's would. */
export function WriteForm({ letter, mailboxes, onSent, onCancel }: Props) {
  const { toast } = useSandbox()
  const id = useId()
  const [name, setName] = useState(letter.from.name)
  const [address, setAddress] = useState(letter.from.address)
  const [to, setTo] = useState(letter.to)
  const [subject, setSubject] = useState(letter.subject)
  const [text, setText] = useState('')
  const [files, setFiles] = useState<File[]>([])
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const chooseAddress = (value: string) => {
    setAddress(value)
    const known = mailboxes.find((it) => it.kind === 'outside' && it.address === value)
    if (known && name === '') setName(known.label)
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isSending) return
    setSending(true)
    setProblem(null)
    try {
      const attachments = await Promise.all(files.map(toAttachment))
      await postJson<MailSent>('mail/send', {
        from: { name: name.trim(), address: address.trim() },
        to: to.trim(),
        subject,
        text: letter.quoted ? `${text}\n\n${letter.quoted}` : text,
        ...(letter.inReplyTo && { inReplyTo: letter.inReplyTo, references: letter.references ?? [] }),
        ...(attachments.length > 0 && { attachments }),
      } satisfies SendMail)
      toast(`Mail sent to ${to.trim()}`)
      onSent()
    } catch (error) {
      setProblem(messageOf(error))
      setSending(false)
    }
  }

  return (
    <form className="mail-reader mail-form scroll" onSubmit={(event) => void send(event)}>
      <h2>{letter.inReplyTo ? 'Write on as the customer' : 'Write as an outside customer'}</h2>
      <div className="form-row">
        <Field label="Name" id={`${id}-name`}>
          <input
            className="input"
            id={`${id}-name`}
            dir="auto"
            value={name}
            placeholder="Dana Whitfield"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="Address" id={`${id}-address`}>
          <input
            className="input"
            id={`${id}-address`}
            type="email"
            required
            list={`${id}-outside`}
            value={address}
            placeholder="dana@customer.example"
            onChange={(event) => chooseAddress(event.target.value)}
          />
        </Field>
      </div>
      <Field label="To" id={`${id}-to`}>
        <input
          className="input"
          id={`${id}-to`}
          required
          list={`${id}-company`}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Field label="Subject" id={`${id}-subject`}>
        <input
          className="input"
          id={`${id}-subject`}
          dir="auto"
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
      </Field>
      <Field label="Text" id={`${id}-text`}>
        <textarea
          className="input"
          id={`${id}-text`}
          dir="auto"
          rows={9}
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {letter.quoted && <p className="muted">The mail that is answered is quoted below your text.</p>}
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-actions">
        <label className="button">
          <Icon name="clip" size={16} />
          {files.length === 0 ? 'Attach files' : files.map((it) => `${it.name} (${fileSize(it.size)})`).join(', ')}
          <input
            type="file"
            multiple
            className="visually-hidden"
            onChange={(event) => setFiles([...(event.target.files ?? [])])}
          />
        </label>
        <span className="spring" />
        <button type="button" className="button" onClick={onCancel}>
          Discard
        </button>
        <button type="submit" className="button button-solid" aria-busy={isSending || undefined}>
          <span>Send mail</span>
        </button>
      </div>
      <Suggestions id={`${id}-outside`} mailboxes={mailboxes.filter((it) => it.kind === 'outside')} />
      <Suggestions id={`${id}-company`} mailboxes={mailboxes.filter((it) => it.kind === 'company')} />
    </form>
  )
}

function Field({ label, id, children }: { label: string; id: string; children: React.ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
    </div>
  )
}

function Suggestions({ id, mailboxes }: { id: string; mailboxes: Mailbox[] }) {
  return (
    <datalist id={id}>
      {mailboxes.map((it) => (
        <option key={it.address} value={it.address}>
          {it.label}
        </option>
      ))}
    </datalist>
  )
}

async function toAttachment(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return { filename: file.name, contentType: file.type || 'application/octet-stream', base64: btoa(binary) }
}
