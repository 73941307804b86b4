import type { AgentThread, Change, Conversation, Message, State } from '../../page-api.js'

/** The state after one change of the stream. Notices, mailbox news and resets change nothing here. */
export function applyChange(state: State, change: Change): State {
  switch (change.type) {
    case 'message':
      return { ...state, messages: upsertMessage(state.messages, change.message) }
    case 'message_removed':
      return { ...state, messages: state.messages.filter((it) => it.channel !== change.channel || it.ts !== change.ts) }
    case 'conversation':
      return { ...state, conversations: upsertConversation(state.conversations, change.conversation) }
    case 'modals':
      return { ...state, modals: change.modals }
    case 'home':
      return { ...state, home: change.home }
    case 'agent':
      return { ...state, agentThreads: upsertThread(state.agentThreads, change.thread) }
    case 'app':
      return { ...state, appConnected: change.connected }
    default:
      return state
  }
}

/** Messages stay oldest first; nearly all arrive at the end, so the search starts there. */
function upsertMessage(messages: Message[], message: Message): Message[] {
  const next = [...messages]
  let at = next.length
  while (at > 0 && (next[at - 1]?.ts ?? '') > message.ts) at -= 1
  for (let same = at - 1; same >= 0 && next[same]?.ts === message.ts; same -= 1) {
    if (next[same]?.channel === message.channel) {
      next[same] = message
      return next
    }
  }
  next.splice(at, 0, message)
  return next
}

function upsertConversation(all: Conversation[], one: Conversation): Conversation[] {
  return all.some((it) => it.id === one.id) ? all.map((it) => (it.id === one.id ? one : it)) : [...all, one]
}

function upsertThread(all: AgentThread[], one: AgentThread): AgentThread[] {
  const isSame = (it: AgentThread) => it.channel === one.channel && it.threadTs === one.threadTs
  return all.some(isSame) ? all.map((it) => (isSame(it) ? one : it)) : [...all, one]
}
