/** Undoes Slack's escaping of the three reserved characters in what people type. */
export const unescape = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

/** `/deal move …` → `deal move …`; `/daybook deal move …` → the same. */
export function wordsOfCommand(command: string, text: string): string {
  const noun = command.replace(/^\//, '')
  return unescape(noun === 'daybook' ? text : `${noun} ${text}`).trim()
}

/** A mention or a direct message without the app's own mention in front. */
export const wordsOfMessage = (text: string, botUserId: string | undefined): string =>
  unescape(botUserId ? text.replaceAll(`<@${botUserId}>`, ' ') : text).trim()
