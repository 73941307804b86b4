import { describe, expect, it } from 'vitest'
import { photo } from '../support/photo.js'
import { picture } from './pictures.js'
import type { SlackPage } from './slack-page.js'

const file = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: photo() })

/** What one sends with words, and without: it waits beside the composer until Enter sends both. */
export function filesChapter(page: () => SlackPage): void {
  describe('a colleague with receipts', () => {
    it('sends one with the words that say what it is', async () => {
      const slack = page()
      await slack.actAs('tom', 'general')
      await slack.openDaybook('Messages')
      const picker = slack.page.locator('.composer input[type=file]').last()
      await picker.setInputFiles([file('taxi.jpg'), file('by-mistake.jpg')])
      await slack.page.getByRole('button', { name: 'Remove by-mistake.jpg' }).click()
      await picture(slack.page, 'files-attached')
      const answer = await slack.ask('expense new "Taxi to Ashdown" amount:30 category:travel', /EXP-\d+/)
      expect(await answer.innerText()).toContain('30.00')
      expect(await slack.page.getByRole('list', { name: 'Attached' }).count()).toBe(0)
      await slack.ask(`expense show ${/EXP-\d+/.exec(await answer.innerText())?.[0]}`, 'taxi.jpg')
    })

    it('sends several at once, and is asked about each', async () => {
      const slack = page()
      await slack.page
        .locator('.composer input[type=file]')
        .last()
        .setInputFiles([file('hotel.jpg'), file('train.jpg')])
      const before = await slack.newestTs()
      await slack.page.getByRole('button', { name: 'Send', exact: true }).click()
      const asked = await slack.newerThan(before, 'What are hotel.jpg and train.jpg?')
      expect(await asked.innerText()).toContain('train.jpg: New expense…')
    })
  })
}
