import { LIMITS } from '../blocks/limits.js'
import { records, text } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import type { StoredAgentThread } from '../workspace/types.js'
import { type Args, optional, required, structured } from './args.js'
import { invalidArguments, SlackError } from './slack-error.js'

export function setStatus(sandbox: Sandbox, args: Args): void {
  // Outside the agent pane a status shows nowhere in this page; Slack takes it all the same.
  const thread = findThread(sandbox, args)
  if (!thread) return
  thread.status = optional(args, 'status') ?? ''
  show(sandbox, thread)
}

export function setTitle(sandbox: Sandbox, args: Args): void {
  const thread = agentThread(sandbox, args)
  thread.title = required(args, 'title')
  show(sandbox, thread)
}

export function setSuggestedPrompts(sandbox: Sandbox, args: Args): void {
  const thread = agentThread(sandbox, args)
  const prompts = records(structured(args, 'prompts')).map((each) => ({
    title: text(each.title) ?? '',
    message: text(each.message) ?? '',
  }))
  if (prompts.length === 0 || prompts.length > LIMITS.prompts || prompts.some((each) => !each.title || !each.message)) {
    throw invalidArguments(`prompts must be 1 to ${LIMITS.prompts} of {title, message} [json-pointer:/prompts]`)
  }
  thread.prompts = prompts
  thread.promptsTitle = optional(args, 'title') ?? ''
  show(sandbox, thread)
}

function findThread(sandbox: Sandbox, args: Args): StoredAgentThread | undefined {
  const key = `${required(args, 'channel_id')}:${required(args, 'thread_ts')}`
  return sandbox.workspace.agentThreads.get(key)
}

function agentThread(sandbox: Sandbox, args: Args): StoredAgentThread {
  const thread = findThread(sandbox, args)
  if (!thread) throw new SlackError('thread_not_found')
  return thread
}

function show(sandbox: Sandbox, thread: StoredAgentThread): void {
  sandbox.touch()
  sandbox.hub.publish((userId) => (userId === thread.user ? { type: 'agent', thread: { ...thread } } : null))
}
