import type { Locator } from 'playwright-core'
import type { SlackPage } from './slack-page.js'

/** The mail room as a person uses it. */
export function mailRoomOf({ page }: SlackPage) {
  const open = async (): Promise<Locator> => {
    await page.getByRole('link', { name: 'Mail room' }).click()
    const room = page.getByRole('region', { name: 'Mail room' })
    await room.waitFor()
    return room
  }

  return {
    /** Writes as the customer whom the form begins with; answers when the mail server has taken it. */
    async write(mail: { to: string; subject: string; text: string }): Promise<void> {
      const room = await open()
      await room.getByRole('button', { name: 'Write as an outside customer' }).click()
      await room.getByLabel('To', { exact: true }).fill(mail.to)
      await room.getByLabel('Subject').fill(mail.subject)
      await room.getByLabel('Text').fill(mail.text)
      await room.getByRole('button', { name: 'Send mail' }).click()
      await page.getByText(`Mail sent to ${mail.to}`).waitFor()
    },

    /** Answers the mail that is open, as whoever got it. */
    async answer(text: string): Promise<void> {
      const room = page.getByRole('region', { name: 'Mail room' })
      await room.getByRole('button', { name: 'Reply', exact: true }).click()
      await room.getByLabel('Text').fill(text)
      await room.getByRole('button', { name: 'Send mail' }).click()
      await page.getByText('Mail sent to').last().waitFor()
    },

    /** Opens the mail with this subject in a mailbox, once it is there. */
    async read(mailbox: string, subject: string): Promise<Locator> {
      const room = await open()
      await room.getByRole('navigation', { name: 'Mailboxes' }).getByRole('button', { name: mailbox }).click()
      await room.getByRole('list', { name: 'Mails' }).getByRole('button', { name: subject }).click()
      const mail = room.getByRole('article', { name: subject })
      await mail.waitFor()
      return mail
    },
  }
}
