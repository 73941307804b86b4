import type { ImportedLine } from '../domain/billing/imported-invoice.js'
import type { Values } from './define-import.js'
import type { ReadLine } from './document-lines.js'
import type { AccountFinder } from './find-account.js'

/** The lines with their accounts; of a file that has none, the one that it says about the whole, where it says anything. */
export async function importedLines(
  lines: readonly ReadLine[],
  values: Values,
  find: AccountFinder,
): Promise<readonly ImportedLine[]> {
  const account = async (text: string | null | undefined) => (text ? (await find(text)).id : undefined)
  if (lines.length === 0)
    return [
      {
        description: values['description'] ?? null,
        accountId: await account(values['account']),
        taxCode: values['taxcode'] ?? null,
        amounts: null,
      },
    ]
  return Promise.all(
    lines.map(async ({ description, account: named, taxCode, netMinor, taxMinor }) => ({
      description,
      accountId: await account(named),
      taxCode,
      amounts: { netMinor, taxMinor },
    })),
  )
}
