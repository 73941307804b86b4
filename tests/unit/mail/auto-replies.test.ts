import { describe, expect, it } from 'vitest'
import { readMessage } from '../../../src/mail/read-message.js'
import { letter } from '../../support/letter.js'

const classOf = async (subject: string, headers: Record<string, string> = {}) => {
  const read = await readMessage(
    Buffer.from(letter({ from: 'a@acme.com', to: 'jo@us.example', subject, headers })),
    new Date(),
  )
  return read.ok ? read.value.class : read.problem
}

describe('an auto-reply', () => {
  it.each([
    [{ 'Auto-Submitted': 'auto-replied' }],
    [{ 'Auto-Submitted': 'auto-replied (vacation)' }],
    [{ 'Auto-Submitted': 'Auto-Replied; owner-email="a@acme.com"' }],
    [{ 'Auto-Submitted': 'auto-generated' }],
    [{ 'X-Autoreply': 'yes' }],
    [{ 'X-Autorespond': '' }],
    [{ 'X-Apple-Action': 'VACATION' }],
    [{ Precedence: 'auto_reply' }],
  ])('is told by its headers: %j', async (headers) => {
    expect(await classOf('Re: Offer', headers)).toBe('auto')
  })

  it.each([
    'Out of office: Re: Offer',
    'Out of the Office Re: Offer',
    'Automatic reply: Offer',
    'Auto-Reply: Offer',
    'Abwesenheitsnotiz: Angebot',
    'Automatische Antwort: Angebot',
    'Ich bin nicht im Büro: Angebot',
    'Réponse automatique : Offre',
    'Absence du bureau: offre',
    'Respuesta automática: Oferta',
    'Fuera de la oficina: Oferta',
    'Risposta automatica: Offerta',
    'Fuori sede: Offerta',
    'Resposta automática: Oferta',
    'Automatisch antwoord: Offerte',
    'Afwezig: Offerte',
    'Autosvar: Tilbud',
    'Automatiskt svar: Offert',
    'Frånvaro: Offert',
    'Automaattinen vastaus: Tarjous',
    'Automatyczna odpowiedź: Oferta',
    'Automatická odpověď: Nabídka',
    'Automatikus válasz: Ajánlat',
    'Otomatik yanıt: Teklif',
    'Автоматический ответ: Предложение',
    '自動返信：見積',
    '自动回复：报价',
    '부재중: 견적',
  ])('is told by its subject: %s', async (subject) => {
    expect(await classOf(subject)).toBe('auto')
  })

  it.each([
    'Office party',
    'Autosvarets historia i',
    'Re: Out of stock',
    'Absence policy',
    'Automatic door offer',
    'Fuori servizio',
  ])('is not everything that sounds like one: %s', async (subject) => expect(await classOf(subject)).toBe('person'))

  it('Auto-Submitted: no is a person', async () => {
    expect(await classOf('Offer', { 'Auto-Submitted': 'no; x=y' })).toBe('person')
  })
})
