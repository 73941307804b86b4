import { describe, expect, it } from 'vitest'
import { picture } from './pictures.js'
import { rowsOf, type SlackPage } from './slack-page.js'

const TITLE = 'Ashdown energy metering'

/** How a day of sales begins: what has lain too long, what comes next, a call, a step ahead and back, a deal won. */
export function salesChapter(page: () => SlackPage): void {
  describe('a salesperson’s morning', () => {
    let ref = ''

    it('begins on Home with the deal that has lain too long, and says what comes next on it', async () => {
      const slack = page()
      await slack.actAs('priya', 'sales')
      const stale = await slack.ask('/deal list stale', /You have 1 stale deal/)
      ref = (await rowsOf(stale))[0]?.[0]?.split(' ')[0] ?? ''
      expect(ref).toMatch(/^DEAL-\d+$/)
      await slack.openDaybook('Home')
      const home = slack.page.getByRole('tabpanel', { name: 'Home' })
      const open = slack.page.getByRole('button', { name: 'Open', exact: true })
      const row = home
        .locator('div')
        .filter({ hasText: `${ref} ${TITLE}` })
        .filter({ has: open })
        .last()
      await picture(slack.page, 'sales-home')
      await row.getByRole('button', { name: 'Open', exact: true }).click()
      const top = () => slack.page.getByRole('dialog').last()
      await top().getByText('Expected close').waitFor()
      await picture(slack.page, 'sales-open')
      await top().getByRole('button', { name: 'Next step…' }).click()
      await top().getByLabel('Next step').fill('Ask for the order')
      await picture(slack.page, 'sales-next-step')
      await top().getByRole('button', { name: 'Save', exact: true }).click()
      // What was changed stands on Home, above the deals, and nothing over it.
      await home.getByText(`${ref} ${TITLE}: next: Ask for the order`).waitFor()
      expect(await slack.page.getByRole('dialog').count()).toBe(0)
      await slack.openDaybook('Messages')
    })

    it('logs a call from what was said in the channel', async () => {
      const slack = page()
      await slack.actAs('priya', 'sales')
      await slack.type('Called Ashdown about the meters: they order in December.')
      const said = await slack.newerThan('', 'they order in December')
      await said.hover()
      await said.getByRole('button', { name: 'More actions' }).click()
      await slack.page.getByRole('menuitem', { name: /Log to a record/ }).click()
      const form = slack.page.getByRole('dialog')
      await form.getByRole('combobox', { name: 'Record' }).click()
      await form.getByRole('combobox', { name: 'Record' }).fill(ref)
      await slack.page.getByRole('option', { name: new RegExp(TITLE) }).click()
      await form.getByRole('combobox', { name: 'As' }).click()
      await slack.page.getByRole('option', { name: 'Call', exact: true }).click()
      await picture(slack.page, 'sales-log-call')
      const before = await slack.newestTs()
      await form.getByRole('button', { name: 'Log it' }).click()
      const logged = await slack.newerThan(before, `Call logged on ${ref} ${TITLE}`)
      expect(await logged.innerText()).toContain('(Priya Raman in #sales)')
    })

    it('moves it ahead, takes that back, and wins it with a draft of its invoice', async () => {
      const slack = page()
      const moved = await slack.ask(`/deal move ${ref} to:negotiation`, `Moved ${ref} ${TITLE} to Negotiation`)
      await slack.press(moved, 'Undo', `${ref} ${TITLE} is back in`)
      const card = await slack.ask(`/deal show ${ref}`, /Proposal \(since \d+ days\)/)
      expect(await card.innerText()).toMatch(/call: .*they order in December/)
      await picture(slack.page, 'sales-card')
      const won = await slack.ask(`/deal win ${ref} reason:relationship`, `Won: ${ref} ${TITLE}`)
      await slack.press(won, 'Draft invoice', `for ${ref} ${TITLE}`)
      expect(slack.troubles).toEqual([])
    })
  })
}
