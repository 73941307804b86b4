import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { picture } from './pictures.js'
import type { Person, SlackPage } from './slack-page.js'

const QUESTION = 'What did the temps in the warehouse cost in October?'
/** Those of the month before, in the order of their accounts. */
const WORDS = [
  ['4000', 'Two yearly contracts were invoiced at once'],
  ['5000', 'Fewer sensors than a year ago'],
  ['6200', 'The trade fair in Leeds'],
  ['7000', 'Two people more than a year ago'],
] as const

/** October as finance closes it, after its first reminder was answered and its last draft issued: to the lock. */
export function closeChapter(page: () => SlackPage): void {
  const shot = (name: string) => picture(page().page, `close-${name}`)
  const messagesOf = async (person: Person) => {
    await page().actAs(person, 'general')
    await page().openDaybook('Messages')
  }
  /** Opens a form by a button; `fill` may say no more than what isn't known. */
  const inForm = async (message: Locator, button: string, fill: (form: Locator) => Promise<void>, submit: string) => {
    await message.getByRole('button', { name: button, exact: true }).click()
    const form = page().page.getByRole('dialog')
    await fill(form)
    const before = await page().newestTs()
    await form.getByRole('button', { name: submit, exact: true }).click()
    return before
  }
  const pick = async (form: Locator, label: string, typed: string, option: RegExp) => {
    await form.getByRole('combobox', { name: label }).click()
    if (typed !== '') await form.getByRole('combobox', { name: label }).fill(typed)
    await page().page.getByRole('option', { name: option }).click()
  }

  describe('October is closed', () => {
    it('its reviewer hears at once what was handed in, and approves it from the message', async () => {
      const slack = page()
      await messagesOf('helen')
      const reminder = await slack.newerThan('', 'October 2026 is closing: 1 task waits for you')
      await shot('reviewer-dm')
      expect(await reminder.innerText()).toContain('Waiting for your review')
      await reminder.getByRole('button', { name: 'Approve: Record all bank receipts of the month' }).click()
      await slack.newerThan('', 'TASK-2610-1 is done')
    })

    it('close why leads to the bank lines, and each to what it is', async () => {
      const slack = page()
      await slack.actAs('daniel', 'finance')
      const why = await slack.ask('/close why', /October 2026 waits for TASK-2610-\d+/)
      await shot('why')
      const lines = await slack.press(why, 'Open bank lines', '3 bank lines to match')
      const line = await slack.press(lines, 'LINE-1…', 'It names INV-2026-0153')
      await slack.press(line, 'INV-2026-0153: 12.50 GBP is the bank’s fee', 'LINE-1 52,337.50 GBP is matched')
      await slack.ask('/bank post LINE-2 account:"other income"', 'posted to 4900 Other income')
      const charges = await slack.ask('/bank show LINE-3', 'Account charges')
      const before = await inForm(
        charges,
        'Post to an account…',
        (form) => pick(form, 'Account', 'bank charges', /Bank charges/),
        'Post',
      )
      await slack.newerThan(before, 'LINE-3 -18.95 GBP is posted to 7901 Bank charges')
      const card = await slack.newerThan('', 'Close of October 2026: 13 of 19 done')
      expect(await card.innerText()).toContain('✓ Books and bank agree')
    })

    it('asks a department what a bill will be, and accrues what it answers', async () => {
      const slack = page()
      const task = await slack.ask('/close task TASK-2610-12', 'Accrue costs that have no bill yet')
      const asked = await inForm(
        task,
        'Ask somebody…',
        async (form) => {
          await pick(form, 'Who', 'victor', /Victor Hale/)
          await form.getByLabel('Question').fill(QUESTION)
          await pick(form, 'Answered by', '', /amount/)
          await pick(form, 'Cost account', 'cost of sales', /Cost of sales/)
          await shot('ask-form')
        },
        'Ask',
      )
      await slack.newerThan(asked, 'Victor Hale is asked')
      await messagesOf('victor')
      const question = await slack.newerThan('', `Daniel Frost asks for October 2026: ${QUESTION}`)
      await shot('question')
      await inForm(
        question,
        'Answer…',
        async (form) => {
          await form.getByLabel('Amount').fill('1,200')
          expect(await form.innerText()).toContain(QUESTION)
          await shot('answer-form')
        },
        'Answer',
      )
      await slack.newerThan('', 'Thank you.')
      await messagesOf('daniel')
      const answer = await slack.newerThan('', `Victor Hale answers: ${QUESTION} 1,200.00 GBP`)
      const drafted = await inForm(answer, 'Accrue DRA-1…', async () => undefined, 'Post')
      const preview = await slack.newerThan(drafted, 'Accrue 1,200.00 GBP')
      await preview.getByRole('button', { name: 'Accrue it' }).click()
      await slack.newerThan(drafted, '1,200.00 GBP accrued for 2026-10')
    })

    it('accrues the bill that came late from its row, and hands the task in', async () => {
      const slack = page()
      await slack.actAs('daniel', 'finance')
      const why = await slack.ask('/close why', /October 2026 waits for/)
      const before = await inForm(
        why,
        'Accrue BILL-4…',
        async (form) => {
          await pick(form, 'Cost account', 'office', /Office and telephone/)
        },
        'Create',
      )
      const preview = await slack.newerThan(before, 'Accrue 320.00 GBP for “BILL-4”')
      await slack.press(preview, 'Accrue it', '320.00 GBP accrued for 2026-10')
      const done = await slack.ask('/close done accruals', 'TASK-2610-12 is with its reviewer')
      expect(await done.innerText()).toContain('What else is mine?')
    })

    it('posts the payroll as last month’s entry changed, with what proves it', async () => {
      const slack = page()
      await slack.actAs('laura', 'finance')
      const last = await slack.ask('/daybook journal show JE-460', 'JE-460, 28 Sep 2026: Payroll')
      const before = await inForm(
        last,
        'Post again…',
        async (form) => {
          await form.getByLabel('What for').fill('Payroll October')
          await shot('payroll-form')
        },
        'Create',
      )
      const preview = await slack.newerThan(before, 'Post “Payroll October”, 84,336.00 GBP on 28 Oct 2026?')
      await slack.press(preview, 'Post it', 'Posted “Payroll October”')
      const task = await slack.ask('/close task TASK-2610-11', 'Post the payroll journal')
      const proved = await inForm(
        task,
        'Evidence…',
        async (form) => {
          await form.getByLabel('Address').fill('https://payroll.example/2026-10')
          await shot('evidence-form')
        },
        'Put it on the task',
      )
      await slack.newerThan(proved, 'is noted as evidence')
      const again = await slack.ask('/close task TASK-2610-11', 'https://payroll.example/2026-10')
      await shot('task')
      const handed = await slack.press(again, 'Done', 'TASK-2610-11 is with its reviewer')
      expect(await handed.innerText()).toContain('ready → submitted')
    })

    it('is approved, and every large move gets its word in the form', async () => {
      const slack = page()
      await slack.actAs('helen', 'finance')
      let mine = await slack.ask('/close mine', /\d close tasks are yours/)
      for (const title of ['Post the payroll journal', 'Accrue costs that have no bill yet']) {
        const done = await slack.press(mine, `Approve: ${title}`, `is done: ${title}`)
        mine = await slack.press(done, 'What else is mine?', /close tasks? (is|are) yours/)
      }
      let shown = await slack.ask('/close flux 2026-10', 'October 2026: 4 accounts wait for a word')
      await shot('flux')
      for (const [code, why] of WORDS) {
        const button = shown.getByRole('button', { name: new RegExp(`^Explain ${code} `) })
        await button.click()
        const form = slack.page.getByRole('dialog')
        await form.getByLabel('Why').fill(why)
        if (code === '4000') await shot('explain-form')
        const before = await slack.newestTs()
        await form.getByRole('button', { name: 'Explain', exact: true }).click()
        shown = await slack.newerThan(before, `in 2026-10: ${why}`)
      }
      const card = await slack.newerThan('', 'Close of October 2026: 18 of 19 done')
      expect(await card.innerText()).toContain('✓ Every large move of 2026-10 is explained.')
    })

    it('is signed off by a second person, locked from the card, and takes no entry any more', async () => {
      const slack = page()
      await slack.ask('/close done "sign off"', 'TASK-2610-19 is with its reviewer')
      await messagesOf('eleanor')
      const reminder = await slack.newerThan('', 'October 2026 is closing: 1 task waits for you')
      await reminder.getByRole('button', { name: 'Approve: Sign off the month' }).click()
      await slack.newerThan('', 'TASK-2610-19 is done')
      await slack.actAs('helen', 'finance')
      const card = await slack.newerThan('', 'Close of October 2026: 19 of 19 done')
      const before = await slack.newestTs()
      await card.getByRole('button', { name: 'Close it for everybody' }).click()
      const preview = await slack.newerThan(before, 'Close October 2026 for everybody?')
      await shot('lock')
      await slack.press(preview, 'Close it', 'October 2026 is closed for everybody')
      await slack.newerThan('', 'Close of October 2026: 19 of 19 done, closed for everybody')
      await shot('card-closed')
      const late = '/daybook journal new Late date:2026-10-30 debit:rent credit:"bank current account" amount:10'
      expect(await (await slack.ask(late, /closed/)).innerText()).toContain('2026-11-01')
      expect(slack.troubles).toEqual([])
    })
  })
}
