/** Undoes Slack's escaping of the three reserved characters in what people type. */
const unescape = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

/**
 * Addresses and links that Slack's client made of plain words, as they were typed: `<mailto:a@b.com|a@b.com>`,
 * `<http://acme.com|acme.com>`, `<#C1|sales>`, `<!subteam^S1|@sales>`; a link with words of its own keeps its address. A person's mention
 * `<@U1>` stays: it names a colleague better than a name does.
 */
const unlink = (text: string): string =>
  text
    .replace(/<(https?:[^|>]*)\|([^>]*)>/g, (_, url: string, label: string) =>
      bare(url) === bare(label) ? label : `${label} (${url})`,
    )
    .replace(/<(?:mailto|tel):[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(?:mailto|tel):([^>]*)>/g, '$1')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<#([A-Z0-9]+)\|?>/g, '$1')
    .replace(/<![^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(here|channel|everyone)>/g, '@$1')

/** An address as people type it. */
const bare = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

const plain = (text: string): string => unescape(unlink(text)).trim()

/** `/deal move …` → `deal move …`; `/daybook deal move …` → the same. */
export function wordsOfCommand(command: string, text: string): string {
  const noun = command.replace(/^\//, '')
  return plain(noun === 'daybook' ? text : `${noun} ${text}`)
}

/** A mention or a direct message without the app's own mention; where its user id isn't known, without the first one. */
export const wordsOfMessage = (text: string, botUserId: string | undefined): string =>
  plain(botUserId ? text.replaceAll(`<@${botUserId}>`, ' ') : text.replace(/^\s*<@[UW][A-Z0-9]+>/, ' '))
