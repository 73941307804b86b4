import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { STORY } from '../../src/demo/parts/story.js'
import { launchBrowser } from '../support/chromium.js'
import { type DemoProcess, loadedDemoHome, startDemoProcess } from '../support/demo.js'
import { closeChapter } from './close-chapter.js'
import { filesChapter } from './files-chapter.js'
import { keyboardChapter } from './keyboard-chapter.js'
import { mailChapter } from './mail-chapter.js'
import { mailRoomOf } from './mail-room-page.js'
import { evidence, picture } from './pictures.js'
import { salesChapter } from './sales-chapter.js'
import { openSlackPage, rowsOf, type SlackPage } from './slack-page.js'
import { supportChapter } from './support-chapter.js'

const DEAL = STORY.deal.title
const PERSON = STORY.person.name
/** The first invoice that comes after those of the demo. */
const DRAFT = 'DRAFT-204'

const home = await loadedDemoHome('story')
const browser = await launchBrowser()
let demo: DemoProcess
let slack: SlackPage

beforeAll(async () => {
  demo = await startDemoProcess(home)
  slack = await openSlackPage(browser, demo.url)
}, 240_000)

/** What the page looked like after each step: after one that failed, and else for whoever wants to see the story. */
afterEach(async ({ task }) => {
  const name = task.name.replaceAll(/\W+/g, '-').slice(0, 60)
  await (task.result?.state === 'fail' ? evidence : picture)(slack.page, name)
})

afterAll(async () => {
  await demo.stop()
  await rm(home, { recursive: true, force: true })
})

describe('a salesperson', () => {
  it('sees her open deals', async () => {
    await slack.actAs('priya', 'sales')
    const answer = await slack.ask('/deal list', 'You have 6 open deals')
    expect(await answer.innerText()).toContain('Only visible to you')
    expect((await rowsOf(answer)).map(([deal]) => deal)).toContain(`DEAL-73 ${DEAL}`)
  })

  it('moves a deal, sees before and after, and takes it back', async () => {
    const moved = await slack.ask(`/deal move "${DEAL}" to:negotiation`, `Moved DEAL-73 ${DEAL} to Negotiation`)
    expect(await moved.innerText()).toContain('Stage: Proposal → Negotiation')
    const back = await slack.press(moved, 'Undo', `DEAL-73 ${DEAL} is back in Proposal`)
    expect(await back.innerText()).toContain('Stage: Negotiation → Proposal')
    await slack.ask('/deal show DEAL-73', /Stage\s+Proposal/)
  })

  it('finds a mail on the contact seconds after the customer wrote it', async () => {
    const text = 'Good news: the board said yes this morning. Please send the contract.'
    await mailRoomOf(slack).write({ to: 'priya@larkspur.example', subject: 'We go ahead', text })
    const start = performance.now()
    await slack.actAs('priya', 'sales')
    const card = await slack.askUntil(`/contact show ${PERSON}`, PERSON, text)
    process.stdout.write(
      `  a mail stands on its contact ${((performance.now() - start) / 1000).toFixed(1)} s after its delivery\n`,
    )
    expect(await card.innerText()).toMatch(
      /Mail\s+•\s+MAIL-\d+ · We go ahead · William Barker · last mail .* · 1 mail · “Good news/,
    )
    const threads = await slack.ask(`/contact mail ${PERSON}`, `3 threads with ${PERSON}`)
    expect((await rowsOf(threads))[0]).toEqual(expect.arrayContaining([PERSON, 'We go ahead', '1']))
  })

  it('wins the deal and drafts its invoice', async () => {
    const won = await slack.ask(`/deal win "${DEAL}"`, `Won: DEAL-73 ${DEAL}, 38,400.00 GBP`)
    const draft = await slack.press(won, 'Draft invoice', `Drafted ${DRAFT} for DEAL-73 ${DEAL}`)
    expect(await draft.innerText()).toMatch(/Total\s+46,080\.00 GBP/)
  })

  it('opens a form for a new deal and searches its company there', async () => {
    const list = await slack.ask('/deal list', 'You have 5 open deals')
    await list.getByRole('button', { name: 'New deal…' }).click()
    const form = slack.page.getByRole('dialog')
    await form.getByLabel('Title').fill('Kestrel loading bay')
    await form.getByRole('combobox', { name: 'Company' }).click()
    await form.getByRole('combobox', { name: 'Company' }).fill('kestr')
    await slack.page.getByRole('option', { name: /Kestrel/ }).click()
    await form.getByLabel('Amount').fill('12.5k')
    const before = await slack.newestTs()
    await form.getByRole('button', { name: 'Create' }).click()
    const made = await slack.newerThan(before, /DEAL-\d+ Kestrel loading bay/)
    expect(await made.innerText()).toContain('12,500.00 GBP')
  })

  it('is told the nearest form of what she mistyped', async () => {
    const answer = await slack.ask('/deal mvoe DEAL-73', "I don't know the verb “mvoe”")
    expect(await answer.innerText()).toContain('Did you mean “deal move DEAL-73”?')
  })

  it('asks for the ledger and sees what she would see if there were none', async () => {
    const hidden = await slack.ask('/report trial-balance', "I can't read “trial-balance”")
    const missing = await slack.ask('/report trial-balances', "I can't read “trial-balances”")
    const words = async (answer: typeof hidden) => (await answer.innerText()).replaceAll(/\d\d:\d\d/g, '')
    expect((await words(hidden)).replaceAll('trial-balance', 'X')).toBe(
      (await words(missing)).replaceAll('trial-balances', 'X'),
    )
    const record = await slack.ask('/daybook journal list', "I don't know “journal”")
    expect(await record.innerText()).not.toContain('Posted')
  })
})

mailChapter(() => slack)
supportChapter(() => slack)

describe('finance', () => {
  it('sees what is overdue, and the drafts', async () => {
    await slack.actAs('daniel', 'finance')
    const overdue = await slack.ask('/invoice list overdue', /There are \d+ overdue invoices: [\d,.]+ GBP open/)
    expect((await rowsOf(overdue)).length).toBeGreaterThan(5)
    const drafts = await slack.ask('/invoice list drafts', 'There are 4 drafts')
    expect((await rowsOf(drafts))[0]).toEqual([DRAFT, 'CO-1 Brightwater Dairy', DEAL, '23 Nov 2026', '46,080.00'])
  })

  it('issues an invoice after a preview that names customer, amount and postings', async () => {
    const preview = await slack.ask(`/invoice issue ${DRAFT}`, `Issue ${DRAFT} to Brightwater Dairy: 46,080.00 GBP`)
    const shown = await preview.innerText()
    for (const posting of [
      '1100 Trade debtors · debit 46,080.00 GBP',
      '4000 Sales · credit 38,400.00 GBP',
      '2200 VAT on sales · credit 7,680.00 GBP',
    ])
      expect(shown).toContain(posting)
    await slack.press(preview, 'Issue it', 'Issued INV-2026-0159 to Brightwater Dairy: 46,080.00 GBP')
  })

  it('mails it, and the customer finds the PDF', async () => {
    const preview = await slack.ask(
      '/invoice send INV-2026-0159',
      'Mail INV-2026-0159 to accounts@brightwater.example?',
    )
    await slack.press(preview, 'Send it', 'INV-2026-0159 is on its way to accounts@brightwater.example')
    const mail = await mailRoomOf(slack).read(
      'accounts@brightwater.example',
      'Invoice INV-2026-0159 from Larkspur Systems Ltd',
    )
    expect(await mail.innerText()).toContain('Please pay 46,080.00 GBP by 23 Dec 2026.')
    const href = await mail.getByRole('link', { name: 'INV-2026-0159.pdf', exact: true }).getAttribute('href')
    const pdf = await fetch(new URL(href ?? '', demo.url))
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  it('answers a reminder, and the card in the channel follows in place', async () => {
    await slack.actAs('daniel', 'finance')
    const card = await slack.newerThan('', /Close of October 2026: 6 of 19 done/)
    const ts = await card.getAttribute('data-ts')
    await slack.openDaybook('Messages')
    const reminder = await slack.newerThan('', 'October 2026 is closing')
    await reminder.getByRole('button', { name: 'Done: Record all bank receipts of the month' }).click()
    await slack.newerThan('', 'TASK-2610-1 is with its reviewer')
    await slack.actAs('daniel', 'finance')
    const same = slack.log().locator(`article[data-ts="${ts}"]`)
    await expect
      .poll(() => rowsOf(same).then((rows) => rows[0]))
      .toEqual(expect.arrayContaining(['◑ in review (late)', 'TASK-2610-1']))
  })

  it('issues the last draft of the month, and the check completes its task by itself', async () => {
    const preview = await slack.ask('/invoice issue DRAFT-201', 'Issue DRAFT-201')
    await slack.press(preview, 'Issue it', 'Issued INV-2026-0160')
    const card = await slack.newerThan('', 'Close of October 2026: 7 of 19 done')
    expect(await card.innerText()).toContain('✓ No drafts are dated in 2026-10.')
  })
})

describe('those who look at the whole', () => {
  it('shows the controller books that balance', async () => {
    await slack.actAs('helen', 'finance')
    const report = await slack.ask('/report trial-balance', 'Trial balance:')
    const rows = await rowsOf(report)
    const [, , debit, credit, balance] = rows.at(-1) ?? []
    expect(balance).toBe('0.00')
    expect(debit).toBe(credit)
    const minor = (text: string | undefined) => BigInt((text ?? '').replace(/[^\d-]/g, '') || 0)
    expect(rows.slice(0, -1).reduce((sum, row) => sum + minor(row[4]), 0n)).toBe(0n)
  })

  it('shows the manager the pipeline with its chart', async () => {
    await slack.actAs('tom', 'sales')
    const report = await slack.ask('/report pipeline', 'Pipeline by stage:')
    const chart = report.getByRole('img', { name: /Open pipeline by stage/ })
    await chart.scrollIntoViewIfNeeded()
    await expect.poll(() => chart.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(400)
  })

  it('answers a mention in a channel’s thread, and a direct message', async () => {
    await slack.actAs('tom', 'sales')
    await slack.type('Where do we stand this week?')
    const question = await slack.newerThan('', 'Where do we stand this week?')
    await question.hover()
    await question.getByRole('button', { name: 'Reply in thread' }).click()
    const thread = slack.page.getByRole('complementary', { name: 'Thread' })
    await slack.type('@Daybook deal list all', thread.getByRole('textbox', { name: 'Reply in thread' }))
    await thread
      .getByRole('article')
      .filter({ hasText: /There are \d+ open deals/ })
      .waitFor()
    await slack.openDaybook('Messages')
    const answer = await slack.ask('deal list all stage:negotiation', /in Negotiation/)
    expect(await rowsOf(answer)).not.toEqual([])
  })

  it('keeps App Home', async () => {
    await slack.openDaybook('Home')
    await slack.page.getByRole('tabpanel', { name: 'Home' }).getByText('Good to see you, Tom').waitFor()
    expect(slack.troubles).toEqual([])
  })
})

salesChapter(() => slack)
keyboardChapter(() => slack)
filesChapter(() => slack)
closeChapter(() => slack)
