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
  return withNames(workspace, escape(part)).replace(TYPED, (whole, url?: string, handle?: string, channel?: string) => {
    if (url) return `<${url}>`
    if (handle) return mention(workspace, handle) ?? whole
    const found = [...workspace.conversations.values()].find((each) => each.name === channel && each.name !== '')
    return found ? `<#${found.id}|${found.name}>` : whole
  })
}

/** `@Ruth Adeyemi`: a name of several words is meant whole, and of two that begin alike the longer one. */
function withNames(workspace: Workspace, part: string): string {
  if (!part.includes('@')) return part
  const users = [...workspace.users.values()].toSorted((a, b) => b.realName.length - a.realName.length)
  return users.reduce((text, { id, realName }) => {
    const name = escape(realName).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return realName.includes(' ')
      ? text.replace(new RegExp(`(?<![\\w@])@${name}(?![\\p{L}\\p{N}_])`, 'giu'), `<@${id}>`)
      : text
  }, part)
}

const escape = (part: string) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function mention(workspace: Workspace, handle: string): string | undefined {
  if (handle === 'here' || handle === 'channel') return `<!${handle}>`
  const found = [...workspace.users.values()].find((each) => each.name.toLowerCase() === handle.toLowerCase())
  return found && `<@${found.id}>`
}
