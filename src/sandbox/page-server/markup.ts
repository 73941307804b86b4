import type { Workspace } from '../workspace/workspace.js'

/** Slack's own markup that a page may put in by completion: mentions, channels, links. */
const MARKED = /(<(?:[@#!][^<>\s]+|https?:\/\/[^<>\s]+|mailto:[^<>\s]+)>)/
const TYPED = /(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"])|(?<![\w@])@([\w.-]*\w)|(?<![\w#&])#([\w-]+)/g

/** What a person typed, as Slack keeps it: `& < >` escaped, mentions and links marked up. */
export function escapeTyped(workspace: Workspace, typed: string): string {
  return typed
    .trim()
    .split(MARKED)
    .map((part, index) => (index % 2 === 1 ? part : markUp(workspace, part)))
    .join('')
}

function markUp(workspace: Workspace, part: string): string {
  return escape(part).replace(TYPED, (whole, url?: string, handle?: string, channel?: string) => {
    if (url) return `<${url}>`
    if (handle) return mention(workspace, handle) ?? whole
    const found = [...workspace.conversations.values()].find((each) => each.name === channel && each.name !== '')
    return found ? `<#${found.id}|${found.name}>` : whole
  })
}

const escape = (part: string) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function mention(workspace: Workspace, handle: string): string | undefined {
  if (handle === 'here' || handle === 'channel') return `<!${handle}>`
  const found = [...workspace.users.values()].find((each) => each.name.toLowerCase() === handle.toLowerCase())
  return found && `<@${found.id}>`
}
