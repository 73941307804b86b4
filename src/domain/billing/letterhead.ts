import { z } from 'zod'
import { spacedIban } from '../../lib/iban.js'

const text = z.string().trim().min(1)

/** What stands on a company's documents besides its name: `settings.letterhead` of the workspace. Everything is optional. */
const shape = z.object({
  legalName: text.optional(),
  street: text.optional(),
  city: text.optional(),
  postcode: text.optional(),
  region: text.optional(),
  country: text.optional(),
  taxId: text.optional(),
  registration: text.optional(),
  email: text.optional(),
  phone: text.optional(),
  website: text.optional(),
  bank: text.optional(),
  iban: text.optional(),
  bic: text.optional(),
  /** A PNG or JPEG as a data URL, at most 200 kB. */
  logo: z
    .string()
    .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]+$/)
    .max(280_000)
    .optional(),
  /** #rrggbb, the one colour of the documents. */
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .optional(),
})

export type Letterhead = z.infer<typeof shape>

/** "IBAN DE89 …, BIC COBADEFF, Commerzbank"; null where the letterhead names no account. */
export const accountLine = ({ iban, bic, bank }: Letterhead): string | null =>
  iban === undefined ? null : [`IBAN ${spacedIban(iban)}`, bic && `BIC ${bic}`, bank].filter(Boolean).join(', ')

/** Reads the settings; what isn't a letterhead is an empty one, so that an invoice can always be made. */
export function letterheadOf(settings: unknown): Letterhead {
  const parsed = z.object({ letterhead: shape }).safeParse(settings)
  return parsed.success ? parsed.data.letterhead : {}
}
