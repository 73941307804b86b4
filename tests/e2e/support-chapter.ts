import { describe, expect, it } from 'vitest'
import { mailRoomOf } from './mail-room-page.js'
import { picture } from './pictures.js'
import type { SlackPage } from './slack-page.js'

const SUPPORT = 'support@larkspur.example'
const CUSTOMER = 'william.barker@brightwater.example'
const SUBJECT = 'Door sensor beeps'

/** A support agent's case: it comes by mail, is answered from a form, waits, comes back and is settled. */
export function supportChapter(page: () => SlackPage): void {
  describe('a support agent', () => {
    it('sees a customer’s mail become a case in the channel, and takes it', async () => {
      const slack = page()
      await slack.actAs('sam', 'support')
      const text = 'Hello, the sensor at our dock door has been beeping since this morning. What can we do?'
      await mailRoomOf(slack).write({ to: SUPPORT, subject: SUBJECT, text })
      await slack.actAs('sam', 'support')
      // Nothing was ever said in this channel.
      const news = `New case from William Barker, Brightwater Dairy: CASE-9 ${SUBJECT}`
      await slack.messages().filter({ hasText: news }).waitFor({ timeout: 30_000 })
      const card = await slack.newerThan('', news)
      expect(await card.innerText()).toContain('first reply due in')
      await picture(slack.page, 'case-in-channel')
      const asked = await slack.newestTs()
      await card.getByRole('button', { name: 'Assign to me' }).click()
      await slack.newerThan(asked, `CASE-9 ${SUBJECT} is yours now`)
    })

    it('replies from the form, sees whom it goes to, and the customer reads it', async () => {
      const slack = page()
      const shown = await slack.ask('/case show CASE-9', /CASE-9 Door sensor beeps: open/)
      expect(await shown.innerText()).toContain('beeping since this morning')
      await picture(slack.page, 'case')
      await shown.getByRole('button', { name: 'Reply…' }).click()
      const form = slack.page.getByRole('dialog')
      await form
        .getByLabel('Reply', { exact: true })
        .fill('Please press its button for five seconds.\nDoes it stop then?')
      await picture(slack.page, 'case-reply-form')
      const before = await slack.newestTs()
      await form.getByRole('button', { name: 'Reply', exact: true }).click()
      const preview = await slack.newerThan(before, `Reply to ${CUSTOMER} on CASE-9`)
      expect(await preview.innerText()).toContain(SUPPORT)
      await picture(slack.page, 'case-reply-preview')
      const sent = await slack.press(preview, 'Send it', 'Your reply on CASE-9 is on its way')
      await slack.press(sent, 'Wait', `CASE-9 ${SUBJECT} waits for the customer`)
      const mail = await mailRoomOf(slack).read(CUSTOMER, `Re: ${SUBJECT}`)
      expect(await mail.innerText()).toContain('Please press its button for five seconds.')
      await picture(slack.page, 'case-reply-read')
      await mailRoomOf(slack).answer('It does. Thank you, that was quick!')
    })

    it('has it back when the customer answers, with its promises kept, and closes it', async () => {
      const slack = page()
      await slack.actAs('sam', 'support')
      const card = await slack.askUntil(
        '/case show CASE-9',
        'CASE-9 Door sensor beeps',
        'CASE-9 Door sensor beeps: open',
      )
      const text = await card.innerText()
      expect(text).toContain('that was quick!')
      expect(text).toMatch(/CASE-9 Door sensor beeps: open, due in \d+ h/)
      expect(text).toMatch(/First reply\s+in time/)
      await picture(slack.page, 'case-reopened')
      const closed = await slack.press(card, 'Close', `CASE-9 ${SUBJECT} is closed`)
      expect(await closed.innerText()).toContain('Status: open → closed (solved)')
      await slack.ask('/case list breaching', /There (is|are) \d+ open cases? late or due within two hours/)
      await picture(slack.page, 'cases-breaching')
    })
  })
}
