import type { Attachment, Message } from '../../page-api.js'
import { Blocks } from '../blocks/blocks.js'
import { Mrkdwn } from '../blocks/mrkdwn-text.js'
import { SurfaceContext, useSurfaceOf } from '../elements/surface.js'

const namedColours: Record<string, string> = { good: '#2c7a4b', warning: '#c98a14', danger: '#b0271d' }

/** A secondary attachment or the card of a link, set off by its coloured bar. */
export function AttachmentView({ message, attachment }: { message: Message; attachment: Attachment }) {
  const blocks = attachment.blocks ?? []
  const container = { type: 'message' as const, channel: message.channel, ts: message.ts }
  const surface = useSurfaceOf(container, blocks, attachment.id)
  const colour = attachment.color ? (namedColours[attachment.color] ?? attachment.color) : 'var(--line)'

  return (
    <>
      {attachment.pretext && <Mrkdwn text={attachment.pretext} />}
      <div className="attachment" style={{ borderInlineStartColor: colour }}>
        {attachment.author_name && <p className="attachment-author">{attachment.author_name}</p>}
        {attachment.title && <AttachmentTitle title={attachment.title} link={attachment.title_link} />}
        {attachment.text && <Mrkdwn text={attachment.text} />}
        {attachment.fields && (
          <dl className="attachment-fields">
            {attachment.fields.map((field, index) => (
              <div key={index} data-short={field.short || undefined}>
                <dt>{field.title}</dt>
                <dd>
                  <Mrkdwn text={field.value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {blocks.length > 0 && (
          <SurfaceContext value={surface}>
            <Blocks blocks={blocks} />
          </SurfaceContext>
        )}
        {attachment.image_url && <img className="attachment-image" src={attachment.image_url} alt="" />}
        {attachment.footer && <p className="attachment-footer">{attachment.footer}</p>}
      </div>
    </>
  )
}

function AttachmentTitle({ title, link }: { title: string; link: string | undefined }) {
  return (
    <p className="attachment-title" dir="auto">
      {link ? (
        <a href={link} target="_blank" rel="noreferrer">
          {title}
        </a>
      ) : (
        title
      )}
    </p>
  )
}
