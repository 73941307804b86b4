import type { IsoDate } from '../../src/lib/dates.js'
import type { TestBooks } from './books.js'

/**
 * Where law 5 doesn't hold at the end of a day (null: as it stands): a control account of a company and currency that differs from
 * the open items, in that currency or the base currency, or a document with less than nothing open. Empty is right.
 */
export const differencesAt = (books: Pick<TestBooks, 'read'>, asOf: IsoDate | null): Promise<object[]> =>
  books.read(
    async ({ sql, scope }) => sql<object[]>`
      with item as (select * from open_items_at(${scope.workspaceId}::uuid, ${asOf}::date)),
      items as (select control, company_id, currency, sum(minor) minor, sum(base_minor) base from item group by 1, 2, 3),
      control as (
        select a.control, p.company_id, p.currency, sum(p.amount_minor) minor, sum(p.base_minor) base
        from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
        where p.workspace_id = ${scope.workspaceId} and a.control is not null and (${asOf}::date is null or p.date <= ${asOf}::date)
        group by 1, 2, 3)
      select 'differs' as fault, coalesce(c.control, i.control) as what, coalesce(c.currency, i.currency) as currency,
        c.minor::text, i.minor::text as items, c.base::text, i.base::text as items_base
      from control c full join items i using (control, company_id, currency)
      where coalesce(c.minor, 0) <> coalesce(i.minor, 0) or coalesce(c.base, 0) <> coalesce(i.base, 0)
      union all
      select 'negative', kind || ' ' || ref, currency, minor::text, null, base_minor::text, null from item
      where least(sign(minor), sign(base_minor)) * greatest(sign(minor), sign(base_minor)) < 0
        or sign(minor) * (case control when 'receivable' then 1 else -1 end)
          * (case when kind in ('invoice', 'bill', 'expense') then 1 else -1 end) < 0`,
  )
