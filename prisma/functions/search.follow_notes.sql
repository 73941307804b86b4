CREATE OR REPLACE FUNCTION search.follow_notes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  touched text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct concat_ws(' ', n.workspace_id, k.kind, k.record_id)) into touched
      from added n cross join lateral (values ('contact', n.contact_id), ('company', n.company_id), ('deal', n.deal_id),
        ('invoice', n.invoice_id), ('case', n.case_id)) k(kind, record_id)
     where n.kind <> 'task' and k.record_id is not null;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct concat_ws(' ', o.workspace_id, k.kind, k.record_id)) into touched
      from removed o cross join lateral (values ('contact', o.contact_id), ('company', o.company_id), ('deal', o.deal_id),
        ('invoice', o.invoice_id), ('case', o.case_id)) k(kind, record_id)
     where o.kind <> 'task' and k.record_id is not null;
  else
    select array_agg(distinct concat_ws(' ', n.workspace_id, k.kind, k.record_id)) into touched
      from added n join removed o using (workspace_id, id)
      cross join lateral (values ('contact', n.contact_id), ('company', n.company_id), ('deal', n.deal_id), ('invoice', n.invoice_id),
        ('case', n.case_id), ('contact', o.contact_id), ('company', o.company_id), ('deal', o.deal_id), ('invoice', o.invoice_id),
        ('case', o.case_id)) k(kind, record_id)
     where n.kind <> 'task' and k.record_id is not null
       and (n.body, n.at, n.contact_id, n.company_id, n.deal_id, n.invoice_id, n.case_id)
         is distinct from (o.body, o.at, o.contact_id, o.company_id, o.deal_id, o.invoice_id, o.case_id);
  end if;
  if touched is null then return null; end if;
  update search.doc d set notes = r.notes, tsv = search.words_of(d.ref, d.title, d.body, r.notes), updated_at = app_now()
    from (select s.workspace_id, s.kind, s.record_id, search.notes_of(s.workspace_id, s.kind, s.record_id) as notes
            from (select split_part(t, ' ', 1)::uuid as workspace_id, split_part(t, ' ', 2) as kind, split_part(t, ' ', 3)::uuid as record_id
                    from unnest(touched) t) s) r
   where d.workspace_id = r.workspace_id and d.kind = r.kind and d.record_id = r.record_id and d.notes <> r.notes;
  return null;
end $function$
;
