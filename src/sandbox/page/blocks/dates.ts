const formats: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

/** Slack's date tokens, such as `{date_short} at {time}`, in the reader's own time zone and language. */
export function formatDateTokens(seconds: number, format: string): string {
  const date = new Date(seconds * 1000)
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'ago') return relative(date)
    const options = formats[name.replace(/_pretty$/, '')]
    if (!options) return token
    if (name.endsWith('_pretty')) return prettyDay(date) ?? date.toLocaleDateString(undefined, options)
    return date.toLocaleString(undefined, options)
  })
}

/** "Today", "Yesterday", "Tomorrow", or nothing for any other day. */
export function prettyDay(date: Date, now = new Date()): string | undefined {
  const days = Math.round((startOfDay(date) - startOfDay(now)) / 86_400_000)
  return { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' }[String(days)]
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

function relative(date: Date): string {
  const minutes = Math.round((date.getTime() - Date.now()) / 60_000)
  const style = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  if (Math.abs(minutes) < 60) return style.format(minutes, 'minute')
  if (Math.abs(minutes) < 1440) return style.format(Math.round(minutes / 60), 'hour')
  return style.format(Math.round(minutes / 1440), 'day')
}
