import type { types } from '@slack/bolt'
import { expect, test } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import type { Message } from '../../../src/sandbox/page-api.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([{ name: 'fay', roles: ['finance'] }])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [{ name: 'fay', staffId: staff['fay'] ?? '' }])
const fay = slack.as('fay')

await company.change(async (tx) => {
  const acme = await createCompany(tx, { name: 'Acme Roofing', currency: 'EUR' })
  const lines = [{ description: 'Roof', quantityMilli: 1000n, unitPriceMinor: 100_00n }]
  const draft = await draftInvoice(tx, { companyId: acme.id, draftDate: '2026-11-02', lines })
  return issueInvoice(tx, draft.id, '2026-11-02')
}, 'fay')

const headsOf = (message: Message): string[] => {
  const table = message.blocks.find(({ type }) => type === 'table') as unknown as types.TableBlock | undefined
  return table?.rows[0]?.map((cell) => (cell as { text: string }).text) ?? []
}

/** What the table that came as a file begins with. */
const headsOfFile = async (): Promise<string[]> => {
  const file = await until(async () => {
    const found = (await fay.state()).messages
      .flatMap((each) => each.files)
      .findLast((each) => each.name === 'table.csv')
    if (!found) throw new Error('no CSV yet')
    return found
  })
  const csv = await (await fetch(`${slack.sandboxUrl}${file.url}`)).text()
  return csv.split('\n')[0]?.trim().split(',') ?? []
}

test('a report of more months than Slack has columns for shows the newest, and has all of them in a file', async () => {
  const answer = await fay.asks('report profit-and-loss from:2025-01 to:2026-11')
  const heads = headsOf(answer)
  expect(heads).toHaveLength(20)
  expect(heads[0]).toMatch(/account|code/i)
  expect(heads.at(-1)).toMatch(/total/i)
  expect(heads.at(-2)).toContain('Nov 2026')
  expect(textOf(answer)).toMatch(/\d columns are in the file alone: Jan 2025 to \w{3} 2025\./)
  await fay.click(answer, 'As file')
  expect((await headsOfFile()).join()).toContain('2025-01')
})

test('what Slack won’t show at all is at least said in a sentence, with its table as a file', async () => {
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times: 1 })
  const answer = await fay.asks('account list')
  expect(textOf(answer)).toContain('Slack would not show all of this answer.')
  expect((await headsOfFile())[0]).toMatch(/code|account/i)
})

test('a file that was asked for in a channel is said to be in the direct messages', async () => {
  await fay.command('/daybook account list')
  const answer = await fay.sees((message) => message.ephemeral === true && textOf(message).includes('As file'))
  await fay.click(answer, 'As file')
  const told = await fay.sees('table.csv is in our direct messages')
  expect(told).toMatchObject({ channel: slack.channels['finance'], ephemeral: true })
})

test('a button that gives a file leaves the card that it stands on', async () => {
  await fay.command('/invoice show INV-2026-0001')
  const card = await fay.sees((message) => message.ephemeral === true && textOf(message).includes('Record payment'))
  await fay.click(card, 'PDF')
  await fay.sees('INV-2026-0001.pdf is in our direct messages')
  const stands = (await fay.state()).messages.find(({ ts }) => ts === card.ts)
  expect(stands && textOf(stands)).toBe(textOf(card))
  const dm = await fay.dm()
  await until(async () => {
    const files = (await fay.state()).messages.filter(({ channel }) => channel === dm).flatMap((each) => each.files)
    expect(files.map(({ name }) => name)).toContain('INV-2026-0001.pdf')
  })
})
