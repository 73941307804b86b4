import { get as emojiByName } from 'node-emoji'

/** Plain text with its `:names:` turned into emoji; unknown names stay as they are. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]{1,60}):/g, (whole, name: string) => emojiByName(name) ?? whole)
}
