import type { Browser, Locator } from 'playwright-core'
import { vi } from 'vitest'

const PEOPLE = {
  priya: 'Priya Raman',
  daniel: 'Daniel Frost',
  helen: 'Helen Sato',
  tom: 'Tom Okafor',
  sam: 'Sam Keller',
  laura: 'Laura Whitfield',
  victor: 'Victor Hale',
  eleanor: 'Eleanor Marsh',
}

export type Person = keyof typeof PEOPLE

export type SlackPage = Awaited<ReturnType<typeof openSlackPage>>

/** How long somebody would wait for an answer on a busy machine. */
const PATIENCE_MS = 12_000

type Ids = { users: Record<string, string>; channels: Record<string, string> }

/** The stand-in's page as a person uses it: who they are, where they write, what they read and press. */
export async function openSlackPage(browser: Browser, url: string, size = { width: 1600, height: 1000 }) {
  const ids = (await (await fetch(`${url}/sandbox/control/ids`)).json()) as Ids
  const context = await browser.newContext({ viewport: size, locale: 'en-GB', timezoneId: 'Europe/London' })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  /** Errors of the page itself; there must be none. */
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))

  const log = () => page.getByRole('log').first()
  const messages = (): Locator => log().getByRole('article')
  const composer = () => page.getByRole('textbox', { name: /^(Message|Reply)/ }).last()
  const newestTs = () =>
    messages().evaluateAll(
      (all) =>
        all
          .map((each) => each.getAttribute('data-ts') ?? '')
          .sort()
          .at(-1) ?? '',
    )

  /** Acts as somebody, in a channel. */
  const actAs = async (person: Person, channel: string): Promise<void> => {
    await page.goto(`${url}/#as=${ids.users[person]}&channel=${ids.channels[channel]}`)
    await page.getByRole('button', { name: 'Acting as' }).filter({ hasText: PEOPLE[person] }).waitFor()
    await page.getByRole('region', { name: `#${channel}`, exact: true }).waitFor()
  }

  const type = async (line: string, box = composer()): Promise<void> => {
    await box.fill(line)
    // What is offered for completion would take the Enter; with nothing offered Escape would close a thread.
    if (await box.getAttribute('aria-controls')) await box.press('Escape')
    await box.press('Enter')
  }

  /** The message that is newer than `ts` and says this. */
  const newerThan = async (ts: string, says: string | RegExp, timeout = PATIENCE_MS): Promise<Locator> => {
    const found = await vi.waitFor(
      async () => {
        const all = await messages().filter({ hasText: says }).all()
        for (const each of all.toReversed())
          if (((await each.getAttribute('data-ts')) ?? '') > ts) return (await each.getAttribute('data-ts')) ?? ''
        throw new Error(`no new message says ${String(says)}; the last one: ${await messages().last().innerText()}`)
      },
      { timeout, interval: 50 },
    )
    return log().locator(`article[data-ts="${found}"]`)
  }

  /** Sends a line and answers with what the app says to it. */
  const ask = async (line: string, says: string | RegExp): Promise<Locator> => {
    const before = await newestTs()
    await type(line)
    return await newerThan(before, says)
  }

  /** Presses a message's button; the app answers in its place. */
  const press = async (message: Locator, button: string, says: string | RegExp): Promise<Locator> => {
    const ts = await message.getAttribute('data-ts')
    await message.getByRole('button', { name: button, exact: true }).click()
    const answer = log().locator(`article[data-ts="${ts}"]`).filter({ hasText: says })
    await answer.waitFor()
    return answer
  }

  /** Asks again until the answer says it: mail arrives when it arrives. `about` stands in every answer. */
  const askUntil = async (line: string, about: string, says: string): Promise<Locator> => {
    for (;;) {
      const answer = await ask(line, about)
      if ((await answer.innerText()).includes(says)) return answer
    }
  }

  const openDaybook = async (tab: 'Home' | 'Messages'): Promise<void> => {
    await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Daybook' }).click()
    await page.getByRole('tab', { name: tab }).click()
  }

  return { page, url, troubles, log, messages, actAs, type, ask, askUntil, press, newerThan, newestTs, openDaybook }
}

/** A table of a message as rows of texts, without its head. */
export const rowsOf = (message: Locator): Promise<string[][]> =>
  message
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')))
