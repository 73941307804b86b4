import { describe, expect, it } from 'vitest'
import { picture } from './pictures.js'
import type { SlackPage } from './slack-page.js'

const US = 'priya@larkspur.example'
const PLAN = 'Plan for the Bristol depot'

/** The mail that has everything: HTML with what must not run or be fetched, and a file. */
const HTML = `<html><body><h2>The depot, room by room</h2>
<p>Hello Priya,<br>here is the plan. <b>Room 1</b> goes first.</p>
<table border="1"><tr><th>Room</th><th>Sensors</th></tr><tr><td>Cold 1</td><td>12</td></tr><tr><td>Cold 2</td><td>8</td></tr></table>
<img src="https://tracker.example/pixel.gif" alt=""><script>document.title = 'run'</script>
<a href="https://brightwater.example/depot">The depot</a></body></html>`

/** Asks the mail room to hand a mail over as its form does; the form knows no HTML. */
async function deliver(url: string, mail: Readonly<Record<string, unknown>>): Promise<void> {
  const sent = await fetch(`${url}/sandbox/api/mail/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: US, ...mail }),
  })
  expect(sent.status, await sent.clone().text()).toBe(200)
}

const bounced =
  'I could not deliver your message.\n\n<emma.usman@brightwater.example>: host mx.brightwater.example[192.0.2.1] said: 550 5.1.1\n    <emma.usman@brightwater.example>: Recipient address rejected: User unknown\n'

/** What mail does in chat by itself, told of a moment's mail. The notice is gathered for half a minute; the rest happens meanwhile. */
export function mailChapter(page: () => SlackPage): void {
  describe('mail that comes in', () => {
    it('makes its owner suggestions: a new contact, what is never logged, an address that is gone', async () => {
      const slack = page()
      await deliver(slack.url, {
        from: { name: 'William Barker', address: 'william.barker@brightwater.example' },
        subject: PLAN,
        text: 'Hello Priya, here is the plan.',
        html: HTML,
        attachments: [
          {
            filename: 'plan.csv',
            contentType: 'text/csv',
            base64: Buffer.from('room,sensors\n1,12\n').toString('base64'),
          },
        ],
      })
      for (const [name, address] of [
        ['Nadia Flint', 'nadia.flint@brightwater.example'],
        ['Canteen', 'canteen@brightwater.example'],
      ] as const)
        await deliver(slack.url, { from: { name, address }, subject: `Hello from ${name}`, text: 'Good morning.' })
      await deliver(slack.url, {
        from: { name: 'Mail Delivery System', address: 'mailer-daemon@mx.brightwater.example' },
        subject: 'Undelivered Mail Returned to Sender',
        text: bounced,
      })
      await slack.actAs('priya', 'sales')
      await slack.openDaybook('Messages')
      const nadia = await slack.newerThan('', 'Nadia Flint at Brightwater Dairy wrote and is no contact yet')
      await nadia.getByRole('button', { name: 'Add contact' }).click()
      await slack.newerThan('', /New contact CT-\d+ Nadia Flint/)
      const canteen = await slack.newerThan('', 'Canteen at Brightwater Dairy wrote')
      await canteen.getByRole('button', { name: 'Never log' }).click()
      await slack.newerThan('', 'Never logged from now on')
      const gone = await slack.newerThan('', 'emma.usman@brightwater.example (Emma Usman) does not exist any more')
      expect(await gone.innerText()).toContain('User unknown')
    })

    it('stands beside what is said in chat: a message is logged to a record', async () => {
      const slack = page()
      await slack.actAs('priya', 'sales')
      await slack.type('William called: the depot opens in January.')
      const said = await slack.newerThan('', 'William called')
      await said.hover()
      await said.getByRole('button', { name: 'More actions' }).click()
      await slack.page.getByRole('menuitem', { name: /Log to a record/ }).click()
      const form = slack.page.getByRole('dialog')
      await form.getByRole('combobox', { name: 'Record' }).click()
      await form.getByRole('combobox', { name: 'Record' }).fill('william bark')
      await slack.page.getByRole('option', { name: /William Barker/ }).click()
      const before = await slack.newestTs()
      await form.getByRole('button', { name: 'Log it' }).click()
      const noted = await slack.newerThan(before, 'Noted on CT-1 William Barker')
      expect(await noted.innerText()).toContain('(Priya Raman in #sales)')
      await slack.ask('/daybook mailbox status', `${US} is up to date`)
    })

    it('is told in one message, which can be muted, and read from there', async () => {
      const slack = page()
      await slack.openDaybook('Messages')
      const notice = await slack.newerThan('', /New mail in \d threads/, 45_000)
      expect(await notice.innerText()).toContain(`William Barker, Brightwater Dairy: ${PLAN}`)
      await picture(slack.page, 'notice')
      await notice.getByRole('button', { name: 'Mute Brightwater Dairy' }).click()
      const muted = await slack.newerThan('', 'You hear no more of new mail from Brightwater Dairy')
      await slack.press(muted, 'Undo', 'You hear of new mail from Brightwater Dairy again')
    })

    it('is seen as it was sent, in a page that runs and fetches nothing, with its file', async () => {
      const slack = page()
      await slack.actAs('priya', 'sales')
      const thread = await slack.ask(`/daybook thread show "${PLAN}"`, `${PLAN}: 1 mail`)
      expect(await thread.innerText()).toContain('plan.csv')
      await picture(slack.page, 'thread')
      const link = await slack.press(thread, 'View as HTML', 'The link is yours alone')
      const opened = slack.page.waitForEvent('popup')
      await link.getByText('Open in the browser').click()
      const mail = await opened
      const asked: string[] = []
      mail.on('request', (request) => void asked.push(request.url()))
      const body = mail.frameLocator('iframe')
      await body.getByRole('heading', { name: 'The depot, room by room' }).waitFor()
      expect(await mail.title()).toBe(PLAN)
      expect(asked.filter((url) => url.includes('tracker.example'))).toEqual([])
      await picture(mail, 'mail-as-html')
      const saved = mail.waitForEvent('download')
      await mail.getByRole('link', { name: 'plan.csv' }).click()
      expect((await saved).suggestedFilename()).toBe('plan.csv')
      await mail.close()
    })
  })
}
