-- How the last CSV of an account was read, as it was said: who imports each month says it once.
alter table bank_account add column csv_words jsonb;
alter table bank_account add constraint bank_account_csv_words check (csv_words is null or jsonb_typeof(csv_words) = 'object');
