import type { SqlScope } from '../../../db/sql-workspace.js'
import { daysBetween, type IsoDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { isBig, type Usual, usualOf } from '../big-payment.js'
import { logCall, newTask, primary, show } from '../buttons.js'
import { type Asked, defineSignal, type Found, type Settled } from '../define-signal.js'
import { listTouched } from '../touched-store.js'

/** Money with an older date is history that somebody enters late. */
const NEWS_DAYS = 14
/** As many say what is usual. */
const OWN = 50
const ALL = 500

/** A good moment to thank somebody, and to ask what comes next. */
export default defineSignal({
  name: 'big-payment',
  title: 'A big payment',
  looksFor: 'A customer pays far more than they usually do, and more than nearly all customers.',
  on: ['payment.recorded'],
  daily: false,
  tells: 'by-day',
  needs: 'company.read',
  also: ['invoice.read'],
  cooldownDays: 30,
  lapsesAfterDays: 14,
  threshold: { label: 'Times the usual', is: 3, from: 2, to: 100 },
  find: async (read, asked) => {
    const paymentId = asked.event?.data['paymentId']
    const payment = typeof paymentId === 'string' ? await findReceived(read, paymentId) : null
    if (!payment || daysBetween(payment.date, asked.today) > NEWS_DAYS) return []
    const usual = await readUsual(read, payment)
    return usual && isBig(payment.minor, usual, asked.threshold) ? [found(payment, usual, asked)] : []
  },
  settle: async (read, open) => {
    const touched = await listTouched(read, open)
    const { sql, scope } = read
    const reversed = await sql<{ id: string }[]>`
      select id from payment where workspace_id = ${scope.workspaceId} and reversed_at is not null
        and id = any (${open.map(({ occurrence }) => occurrence)}::uuid[])`
    const gone = new Set(reversed.map(({ id }) => id))
    return open.flatMap(({ id, occurrence }): Settled[] => {
      if (gone.has(occurrence)) return [{ id, state: 'lapsed', said: 'The payment was taken back' }]
      const said = touched.get(id)
      return said ? [{ id, state: 'acted', said }] : []
    })
  },
})

type Received = {
  id: string
  date: IsoDate
  minor: bigint
  companyId: string
  companyIds: string[]
  ref: string
  name: string
  ownerId: string | null
  invoices: string[]
}

/** Money that came in of a customer, in the base currency. */
async function findReceived({ sql, scope }: SqlScope, id: string): Promise<Received | null> {
  const [row] = await sql<Received[]>`
    select p.id, p.date, p.base_minor as minor, c.id as "companyId", array[o.id, c.id]::text[] as "companyIds", c.ref, c.name,
           c.owner_id as "ownerId",
           array(select i.number from allocation a join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
                  where a.workspace_id = p.workspace_id and a.payment_id = p.id order by i.number) as invoices
      from payment p join company o on o.workspace_id = p.workspace_id and o.id = p.company_id
      join company c on c.workspace_id = o.workspace_id and c.id = coalesce(o.merged_into_id, o.id)
     where p.workspace_id = ${scope.workspaceId} and p.id = ${id} and p.direction = 'in' and p.method in ('bank', 'cash', 'card')
       and p.reversed_at is null`
  return row ?? null
}

/** What this customer and all customers paid before: the newest of each, since a whole history is read for every payment otherwise. */
async function readUsual({ sql, scope }: SqlScope, { id, companyIds }: Received): Promise<Usual | null> {
  const money = sql`p.direction = 'in' and p.method in ('bank', 'cash', 'card') and p.reversed_at is null`
  const [own, all] = await Promise.all([
    sql<{ minor: bigint }[]>`
      select p.base_minor as minor from payment p
       where p.workspace_id = ${scope.workspaceId} and p.company_id = any (${companyIds}::uuid[]) and p.id <> ${id} and ${money}
       order by p.id desc limit ${OWN}`,
    sql<{ minor: bigint }[]>`
      select p.base_minor as minor from payment p
       where p.workspace_id = ${scope.workspaceId} and p.id <> ${id} and ${money} order by p.id desc limit ${ALL}`,
  ])
  const amounts = (rows: readonly { minor: bigint }[]) => rows.map(({ minor }) => minor)
  return usualOf(amounts(own), amounts(all))
}

function found(payment: Received, { own, all }: Usual, { baseCurrency }: Asked): Found {
  const { id, minor, companyId, ref, name, ownerId, invoices } = payment
  const say = (amount: bigint | number) => formatMoney(money(BigInt(Math.round(Number(amount))), baseCurrency))
  const usual =
    own === null ? `It is one of their first; customers pay ${say(all)} usually` : `They pay ${say(own)} usually`
  return {
    subject: companyId,
    occurrence: id,
    ownerId,
    companyId,
    headline: `${name} paid ${say(minor)}`,
    why: `${usual}, and nine in ten payments of all customers are smaller.`,
    facts: [['Customer', `${ref} ${name}`], ...(invoices.length > 0 ? [['For', invoices.join(', ')] as const] : [])],
    buttons: [primary(logCall(ref)), newTask(ref), show('company', ref)],
  }
}
