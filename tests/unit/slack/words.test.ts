import { expect, test } from 'vitest'
import { wordsOfCommand, wordsOfMessage } from '../../../src/bots/slack/words.js'

test.each([
  ['<https://docs.example/q/7|the offer>', 'the offer (https://docs.example/q/7)'],
  ['<http://acme.com|acme.com> and <https://acme.com/>', 'acme.com and https://acme.com/'],
  ['<mailto:ada@acme.test|ada@acme.test> <tel:+4930|+4930>', 'ada@acme.test +4930'],
  ['<#C1|sales>, <!subteam^S1|@sales> and <!here>', '#sales, @sales and @here'],
  ['<@U1> asked <@U2|mia>', '<@U1> asked <@U2|mia>'],
])('%s is read as %s', (sent, read) => {
  expect(wordsOfMessage(sent, 'UBOT')).toBe(read)
  expect(wordsOfCommand('/log', sent)).toBe(`log ${read}`)
})
