import type * as slack from '@slack/types'
import type { Block } from '../../page-api.js'
import { Element } from '../elements/element.js'
import type { InteractiveElement } from '../elements/initial-state.js'
import { FieldBlock } from './field-block.js'
import { LibraryBlock } from './library-block.js'
import { Mrkdwn } from './mrkdwn-text.js'
import { withEmoji } from './plain-text.js'
import { TableBlock } from './table-block.js'

type Props = { blocks: Block[]; errors?: Record<string, string> }

/** Block Kit blocks in order. They need a SurfaceContext above them. */
export function Blocks({ blocks, errors = {} }: Props) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} error={errors[block.block_id ?? '']} />
      ))}
    </div>
  )
}

/** What is interactive or tabular is drawn here; the library draws the rest. */
function BlockView({ block, error }: { block: Block; error: string | undefined }) {
  // The sandbox's server refuses blocks that don't have Slack's shape before they get here.
  const known = block as unknown as slack.KnownBlock
  const blockId = block.block_id ?? ''
  switch (known.type) {
    case 'section':
      return <SectionBlock block={known} blockId={blockId} />
    case 'header':
      return (
        <h3 className="block-header" dir="auto">
          {withEmoji(known.text.text)}
        </h3>
      )
    case 'divider':
      return <hr className="block-divider" />
    case 'context':
      return <ContextBlock block={known} />
    case 'actions':
    case 'context_actions':
      return <ActionsBlock elements={known.elements} blockId={blockId} />
    case 'input':
      return <FieldBlock block={known} blockId={blockId} error={error} />
    case 'image':
      return <ImageBlock block={known} />
    case 'table':
    case 'data_table':
      return <TableBlock block={known} />
    default:
      return <LibraryBlock block={block} />
  }
}

function SectionBlock({ block, blockId }: { block: slack.SectionBlock; blockId: string }) {
  return (
    <div className="block-section">
      <div className="block-section-text">
        {block.text && <Text text={block.text} />}
        {block.fields && (
          <div className="block-fields">
            {block.fields.map((field, index) => (
              <Text key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {block.accessory && <Element element={block.accessory} blockId={blockId} />}
    </div>
  )
}

function Text({ text }: { text: slack.TextObject }) {
  if (text.type === 'mrkdwn') return <Mrkdwn text={text.text} />
  return (
    <p className="plain" dir="auto">
      {withEmoji(text.text)}
    </p>
  )
}

function ContextBlock({ block }: { block: slack.ContextBlock }) {
  return (
    <div className="block-context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          'image_url' in element && <img key={index} src={element.image_url} alt={element.alt_text} />
        ) : (
          <Text key={index} text={element} />
        ),
      )}
    </div>
  )
}

function ActionsBlock({ elements, blockId }: { elements: InteractiveElement[]; blockId: string }) {
  return (
    <div className="block-actions">
      {elements.map((element, index) => (
        <Element key={('action_id' in element && element.action_id) || index} element={element} blockId={blockId} />
      ))}
    </div>
  )
}

function ImageBlock({ block }: { block: slack.ImageBlock }) {
  const source = 'image_url' in block ? block.image_url : 'url' in block.slack_file ? block.slack_file.url : undefined
  return (
    <figure className="block-image">
      {block.title && <figcaption dir="auto">{withEmoji(block.title.text)}</figcaption>}
      {source ? <img src={source} alt={block.alt_text} /> : <p className="muted">{block.alt_text}</p>}
    </figure>
  )
}
