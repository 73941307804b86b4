-- Cases and products have tags and fields of a company's own as well (docs/adr/0025).

alter table custom_field drop constraint custom_field_kind;
alter table custom_field add constraint custom_field_kind check (kind in ('company', 'contact', 'deal', 'case', 'product'));

select daybook_faceted('support_case'::regclass);
select daybook_faceted('product'::regclass);
