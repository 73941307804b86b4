import { useMemo } from 'react'
import type { AgentThread, Conversation, Message } from '../../page-api.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Icon } from '../ui/icons.js'
import { Composer } from './composer.js'
import { MessageLog } from './message-log.js'
import { placeOf } from './own-words.js'
import { threadMessages } from './timeline.js'
import { titleOf } from './title.js'

type Props = { conversation: Conversation; messages: Message[]; threadTs: string; onClose: () => void }

/** A thread, or a conversation with the app's agent, beside the conversation it belongs to. */
export function ThreadPane({ conversation, messages, threadTs, onClose }: Props) {
  const { state } = useSandbox()
  const agent = state.agentThreads.find((it) => it.channel === conversation.id && it.threadTs === threadTs)
  const shown = useMemo(
    () => threadMessages(messages, conversation.id, threadTs),
    [messages, conversation.id, threadTs],
  )

  return (
    <aside className="pane thread-pane" aria-label="Thread">
      <header className="pane-head">
        <h2 dir="auto">{agent ? agent.title || `Ask ${state.app.name}` : 'Thread'}</h2>
        <p className="pane-topic" dir="auto">
          {agent ? '' : titleOf(conversation)}
        </p>
        <button type="button" className="icon-button" aria-label="Close thread" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <MessageLog
        key={`${conversation.id} ${threadTs}`}
        place={placeOf(conversation.id, threadTs)}
        messages={shown}
        label={agent ? 'Conversation with the agent' : 'Thread messages'}
        role="region"
        outro={agent && <AgentOutro agent={agent} isFresh={shown.length <= 1} />}
      />
      <Composer
        channel={conversation.id}
        threadTs={threadTs}
        canBroadcast={!agent}
        label={agent ? `Ask ${state.app.name}` : 'Reply in thread'}
        placeholder={agent ? `Ask ${state.app.name} anything` : 'Reply…'}
      />
    </aside>
  )
}

function AgentOutro({ agent, isFresh }: { agent: AgentThread; isFresh: boolean }) {
  const { client, state, toast } = useSandbox()
  const { channel, threadTs } = agent
  const send = (text: string) =>
    client.sendMessage({ channel, threadTs, text }).catch((error: unknown) => toast(messageOf(error)))
  return (
    <>
      {isFresh && agent.prompts.length > 0 && (
        <div className="prompts">
          {agent.promptsTitle && <p>{agent.promptsTitle}</p>}
          {agent.prompts.map((prompt) => (
            <button key={prompt.title} type="button" className="prompt" onClick={() => send(prompt.message)}>
              <Icon name="spark" size={16} /> {prompt.title}
            </button>
          ))}
        </div>
      )}
      {agent.status && (
        <p className="agent-status" role="status">
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {state.app.name} {agent.status}
        </p>
      )}
    </>
  )
}
