import { describe, expect, it } from 'vitest'
import { picture } from './pictures.js'
import type { SlackPage } from './slack-page.js'

/** No mouse: where one goes, what the keys do, and a command from what is offered. */
export function keyboardChapter(page: () => SlackPage): void {
  describe('somebody without a mouse', () => {
    const keys = async (...presses: string[]) => {
      for (const each of presses) await page().page.keyboard.press(each)
    }
    const types = (text: string) => page().page.keyboard.type(text)
    /** What has the focus, as it is called. */
    const focused = () =>
      page().page.evaluate(() => {
        const { activeElement: at } = document
        return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? ''
      })

    it('goes to a channel, sees what the keys do, and gives a command from what is offered', async () => {
      const slack = page()
      await slack.actAs('priya', 'sales')
      await keys('Control+/')
      await slack.page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
      await keys('Escape', 'Control+k')
      await types('support')
      await keys('Enter')
      await slack.page.getByRole('region', { name: '#support', exact: true }).waitFor()
      await keys('Control+k')
      await types('sales')
      await keys('Enter')
      await slack.page.getByRole('region', { name: '#sales', exact: true }).waitFor()
      await expect.poll(focused).toMatch(/^Message/)
      const before = await slack.newestTs()
      await types('/daybook dea')
      await keys('Tab')
      await types('li')
      await slack.page.getByRole('option', { name: /^list/ }).waitFor()
      await picture(slack.page, 'keyboard-offered')
      await keys('Tab', 'Enter')
      await slack.newerThan(before, /You have \d+ open deals?/)
    })
  })
}
