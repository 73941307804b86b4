import { describe, expect, it } from 'vitest'
import { readSetting, SETTINGS } from '../../../src/domain/people/settings.js'

const read = (name: string, text: string): string => {
  const setting = SETTINGS.find((each) => each.name === name)
  if (!setting) throw new Error(`there is no setting ${name}`)
  return readSetting(setting, text, 'EUR')
}

describe('the account on the letterhead', () => {
  it('is an IBAN whose check digits fit, or the number of an account without one', () => {
    expect(read('letterhead-iban', ' DE89 3704 0044 0532 0130 00 ')).toBe('DE89 3704 0044 0532 0130 00')
    expect(read('letterhead-iban', '021000021 / 123456789')).toBe('021000021 / 123456789')
    expect(() => read('letterhead-iban', 'DE89 3704 0044 0532 0130 01')).toThrow(/wrong digit/)
    expect(() => read('letterhead-iban', 'DE89 3704 0044')).toThrow(/is not an IBAN/)
    expect(() => read('letterhead-bic', 'COBA')).toThrow(/is not a BIC/)
  })
})
