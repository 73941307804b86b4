import type { Database } from '../db/database.js'
import type { Tx } from '../db/in-workspace.js'
import type { Via } from '../db/scope.js'
import { openTaxCodes } from './billing/tax-code-store.js'
import { createTemplate } from './close/create-template.js'
import { DEFAULT_TEMPLATES } from './close/default-templates.js'
import { DEFAULT_CHOICES } from './crm/choice.js'
import { insertChoices } from './crm/choice-store.js'
import { createPipeline } from './crm/create-pipeline.js'
import { defaultPipeline } from './crm/pipeline.js'
import { openBooks } from './ledger/open-books.js'
import { createWorkspace } from './people/create-workspace.js'
import type { NewWorkspace } from './people/workspace.js'

export type Founding = {
  company: NewWorkspace
  /** Fiscal years whose periods are opened. */
  years: readonly number[]
  via?: Via
  /** In the same transaction: the first staff. */
  fill?: (tx: Tx) => Promise<void>
}

/**
 * A new company with all it needs to work: roles, chart of accounts and periods, tax codes, a pipeline, a monthly close. It
 * is quiet until it goes live. Answers its id.
 */
export const foundCompany = (db: Database, founding: Founding): Promise<string> =>
  createWorkspace(db, founding.company, {
    via: founding.via ?? 'setup',
    fill: async (tx) => {
      await openBooks(tx, founding.company.country, founding.years)
      await openTaxCodes(tx, founding.company.country)
      await createPipeline(tx, defaultPipeline)
      await insertChoices(tx, DEFAULT_CHOICES)
      for (const template of Object.values(DEFAULT_TEMPLATES)) await createTemplate(tx, template)
      await founding.fill?.(tx)
    },
  })
