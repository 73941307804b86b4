import type { MessageClass } from '../domain/correspondence/parsed-message.js'
import type { RawHeaders } from './message-headers.js'

export type Clues = {
  headers: RawHeaders
  subject: string
  fromAddress: string
  /** `multipart/report; report-type=…` of the message itself. */
  reportType: string | undefined
  /** Content types of all parts that are not text. */
  partTypes: readonly string[]
}

/**
 * What a mail is, most telling sign first. Only `person` counts as contact. Addresses say nothing: info@ and hello@ are
 * real customers, and a company's newsletter comes from a person's name.
 */
export function classifyMessage(clues: Clues): MessageClass {
  if (isBounce(clues)) return 'bounce'
  if (clues.reportType === 'feedback-report') return 'feedback' // RFC 5965
  if (isAutoReply(clues)) return 'auto'
  if (clues.partTypes.includes('text/calendar')) return 'invitation' // RFC 5546
  if (isBulk(clues.headers)) return 'bulk'
  if (isAutomatic(clues.headers)) return 'auto'
  return 'person'
}

/** A delivery report (RFC 3464), or the older free-form ones that mail servers wrote themselves. */
function isBounce({ reportType, fromAddress, subject, partTypes }: Clues): boolean {
  if (reportType === 'delivery-status' || partTypes.includes('message/delivery-status')) return true
  return /^(mailer-daemon|postmaster)@/i.test(fromAddress) && /undeliver|returned|fail|deliver/i.test(subject)
}

function isAutoReply({ headers, subject }: Clues): boolean {
  if (automatic(headers) === 'auto-replied') return true
  if (headers.first('x-autoreply') !== undefined || headers.first('x-autorespond') !== undefined) return true
  if (/vacation/i.test(headers.first('x-apple-action') ?? '')) return true
  return precedence(headers) === 'auto_reply' || OUT_OF_OFFICE.test(subject)
}

/** RFC 3834 §5: the keyword; whatever follows a `;` is left out. */
const automatic = (headers: RawHeaders): string =>
  (headers.first('auto-submitted') ?? 'no')
    .replace(/[;(].*$/s, '')
    .trim()
    .toLowerCase()

const isAutomatic = (headers: RawHeaders): boolean => automatic(headers) !== 'no'

const precedence = (headers: RawHeaders): string => (headers.first('precedence') ?? '').trim().toLowerCase()

const isBulk = (headers: RawHeaders): boolean =>
  headers.first('list-id') !== undefined ||
  headers.first('list-unsubscribe') !== undefined ||
  ['bulk', 'list', 'junk'].includes(precedence(headers))

/** How mail programs begin the subject of an absence note, in the languages they are commonly set to. */
const OUT_OF_OFFICE = new RegExp(
  `^\\s*(?:${[
    'out of (?:the )?office',
    'automatic reply',
    'auto(?:matic)?[- ]?(?:reply|response)',
    'abwesenheits(?:notiz|meldung|nachricht)?',
    'automatische antwort',
    'absence du bureau',
    'r[ée]ponse automatique',
    'risposta automatica',
    'fuori sede',
    'respuesta autom[áa]tica',
    'fuera de la oficina',
    'resposta autom[áa]tica',
    'automatisch antwoord',
    'afwezig',
    'autosvar',
    'automatiskt svar',
    'frånvaro',
    'automatische afwezigheid',
    'poissa toimistosta',
    'autom\\.? ?svar',
    'ikke p[åa] kontoret',
    'ude af kontoret',
    'fora do escrit[óo]rio',
    'poza biurem',
    'mimo kancel[áa][řr]',
    'házon kívül',
    'automatikus válasz',
    'răspuns automat',
    'otomatik yanıt',
    'ofis dışında',
    'ich bin (?:derzeit )?(?:nicht im büro|abwesend)',
    'automatyczna odpowiedź',
    'automatick[áa] odpov[ěe][ďd]',
    'automaattinen vastaus',
    'автоматический ответ',
    'автоответ',
    'вне офиса',
    '不在',
    '부재중',
    '자동 ?회신',
    '自動返信',
    '自动回复',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
)
