/** Slack's three reserved characters (docs: "Formatting text"): record names may hold them, our own markup may not be hurt. */
export const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
