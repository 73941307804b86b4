import { expect, test } from 'vitest'
import { mailDesk } from '../../support/mail-desk.js'

const desk = await mailDesk([
  { name: 'sam', roles: ['sales'] },
  { name: 'mia', roles: ['sales'] },
])
const { slack } = desk
const sam = slack.as('sam')
const finance = slack.channels['finance'] ?? ''
const notes = async () =>
  (await desk.rows<{ text: string }>('select body as text from activity order by created_at, id')).map(
    ({ text }) => text,
  )
await sam.asks('company new "Acme"')

test('who is mentioned in a note stands in it by name, whichever way it comes', async () => {
  await sam.command('/company note Acme Talked to @mia about it')
  await sam.sees(/noted/i)
  await sam.asks(`company note Acme Ask <@${slack.users['mia']}> again`)
  const ts = await sam.say(`<@${slack.users['mia']}> please call Acme`, finance)
  await sam.shortcut('log_to_record', { channel: finance, ts })
  const modal = await sam.modal((view) => JSON.stringify(view).includes('please call Acme'))
  expect(JSON.stringify(modal)).toContain('Mia please call Acme')
  expect(await notes()).toEqual(['Talked to Mia about it', 'Ask Mia again'])
})

test('where a colleague is meant the mention says who', async () => {
  await sam.asks(`company set Acme owner:<@${slack.users['mia']}>`)
  const [row] = await desk.rows<{ name: string }>(
    'select s.name from company c join staff s on s.id = c.owner_id order by c.ref limit 1',
  )
  expect(row?.name).toBe('Mia')
})
