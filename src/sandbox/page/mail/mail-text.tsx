import { useState } from 'react'
import { splitQuoted } from './split-quoted.js'

/** A mail's text with its links; the history quoted at its end is folded away. */
export function MailText({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false)
  const { own, quoted } = splitQuoted(text)
  return (
    <div className="mail-text" dir="auto">
      <Linked text={own} />
      {quoted !== '' && (
        <>
          <button
            type="button"
            className="button button-small button-quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide earlier mails' : 'Show earlier mails'}
          </button>
          {isOpen && (
            <div className="mail-quoted">
              <Linked text={quoted} />
            </div>
          )}
        </>
      )}
    </div>
  )
}

function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
