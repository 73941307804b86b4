import path from 'node:path'
import type { Page, Route } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../../support/chromium.js'
import { ROOT } from '../../support/places.js'
import { until } from '../../support/until.js'
import { boltApp, section, type TestSandbox, testSandbox } from './support.js'

// What one sees of the page without looking for it.

const browser = await launchBrowser()
const started = () => testSandbox({ pageDir: path.join(ROOT, 'dist/sandbox-page') })

async function look(sandbox: TestSandbox, hash = '', width = 1000): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 700 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${sandbox.url}/#as=${sandbox.ada}${hash}`)
  await page.getByRole('log').waitFor()
  return page
}

test('one lands where something was said, and a blank channel says what can be done', async () => {
  const sandbox = await started()
  const blank = await look(sandbox)
  expect(await blank.getByRole('log').innerText()).toContain('/daybook help')
  await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: 'Good morning' })
  const page = await look(sandbox)
  await page.getByRole('region', { name: '#sales', exact: true }).waitFor()
  expect(await page.getByRole('log').innerText()).not.toContain('/daybook help')
})

test('what one says is followed to the end, wherever one was reading', async () => {
  const sandbox = await started()
  for (let at = 0; at < 40; at++) await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: `Line ${at}` })
  const page = await look(sandbox, `&channel=${sandbox.sales}`)
  const log = page.getByRole('log')
  await log.getByText('Line 39').waitFor()
  await log.evaluate((box) => box.scrollTo(0, 0))
  await until(async () => expect(await log.evaluate((box) => box.scrollTop)).toBe(0))
  await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: 'From somebody else' })
  await log.getByText('From somebody else').waitFor()
  expect(await log.evaluate((box) => box.scrollTop)).toBe(0)
  const composer = page.getByRole('textbox', { name: /^Message/ })
  await composer.fill('My own')
  await composer.press('Enter')
  await log.getByText('My own').waitFor()
  await until(async () =>
    expect(await log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(2),
  )
})

test('a table that is wider than its place shows that there is more, until one is there', async () => {
  const sandbox = await started()
  const row = (text: string) => Array.from({ length: 14 }, (_, at) => ({ type: 'raw_text', text: `${text} ${at}` }))
  const table = { type: 'table', rows: [row('A heading of column'), row('A figure in column')] }
  await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: 'Figures', blocks: [table] })
  const page = await look(sandbox, `&channel=${sandbox.sales}`)
  const box = page.getByRole('group', { name: 'Table' })
  await until(async () => expect(await box.getAttribute('data-more')).toBe('true'))
  await box.evaluate((element) => element.scrollTo(element.scrollWidth, 0))
  await until(async () => expect(await box.getAttribute('data-more')).toBeNull())
})

test('a modal opens at its top, though its only field is at its end', async () => {
  const sandbox = await started()
  const choice = { text: { type: 'plain_text', text: 'Move…' }, value: 'move' }
  const more = { type: 'actions', elements: [{ type: 'static_select', action_id: 'more', options: [choice] }] }
  const blocks = [...Array.from({ length: 40 }, (_, at) => section(`Line ${at} of the card`)), more]
  await boltApp(sandbox, (app) => {
    app.shortcut('new_deal', async ({ ack, client, shortcut }) => {
      await ack()
      const view = { type: 'modal', title: { type: 'plain_text', text: 'DEAL-12' }, blocks }
      await client.views.open({ trigger_id: shortcut.trigger_id, view: view as never })
    })
  })
  const page = await look(sandbox)
  await sandbox.page('shortcuts', { as: sandbox.ada, callbackId: 'new_deal' })
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Line 39 of the card').waitFor()
  expect(await dialog.locator('.dialog-body').evaluate((body) => body.scrollTop)).toBe(0)
})

test('on a narrow screen the sidebar folds, and opens to go elsewhere', async () => {
  const sandbox = await started()
  const page = await look(sandbox, `&channel=${sandbox.sales}`, 420)
  const nav = page.getByRole('navigation', { name: 'Workspace' })
  expect(await nav.isVisible()).toBe(false)
  expect((await page.getByRole('main').boundingBox())?.width).toBeGreaterThan(380)
  await page.getByRole('button', { name: 'Channels and people' }).click()
  await nav.getByRole('link', { name: 'elsewhere' }).click()
  await page.getByRole('region', { name: '#elsewhere', exact: true }).waitFor()
  expect(await nav.isVisible()).toBe(false)
})

test('nobody is shown the conversations of whom one acted as before, while their own are still being read', async () => {
  const sandbox = await started()
  for (const person of [sandbox.ada, sandbox.ben])
    await sandbox.call('chat.postMessage', { channel: person, text: 'Hi' })
  const page = await look(sandbox, `&channel=${sandbox.sales}`)
  const isBens = (url: URL) => url.pathname.endsWith('/api/state') && url.searchParams.get('as') === sandbox.ben
  const requested = new Promise<Route>((resolve) => void page.route(isBens, resolve))
  const daybook = page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Daybook' })
  const adas = await daybook.getAttribute('href')
  await page.goto(`${sandbox.url}/#as=${sandbox.ben}&channel=${sandbox.sales}`)
  const request = await requested
  expect(await daybook.getAttribute('href')).toBe(adas)
  await request.continue()
  await page.getByRole('button', { name: 'Acting as' }).filter({ hasText: 'Ben Okri' }).waitFor()
  await daybook.click()
  await page.getByRole('tab', { name: 'Messages' }).waitFor()
  expect(await daybook.getAttribute('href')).not.toBe(adas)
})
