CREATE OR REPLACE FUNCTION public.verify_chain(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with again as (
    select s.number, s.seal_number, s.entry_id, s.hash, chain_hash(entry_text(e, s.number, l.lines), chain_seed()) over (order by s.number) proved
    from sealed_entry s join journal_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
    cross join lateral entry_lines(ws, e.id) l
    where s.workspace_id = ws
  )
  (select 'chain', 'From this entry on the chain does not match: it or an earlier one was changed.',
    jsonb_build_object('entry', 'JE-' || a.number, 'entry_id', a.entry_id, 'seal', a.seal_number)
  from again a where a.hash <> a.proved order by a.number limit 1)
  union all
  select 'chain', 'A seal does not match its last entry.', jsonb_build_object('seal', s.number)
  from seal s left join again a on a.number = s.last_entry
  where s.workspace_id = ws and (s.hash is distinct from a.proved or s.number is distinct from a.seal_number)
$function$
;
