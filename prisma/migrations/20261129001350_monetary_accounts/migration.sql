-- Whether an account holds money or claims to it, and is revalued at closing rates (IAS 21.23). Null: nobody said; then a liability
-- does, and an asset of no purpose only where a bank account stands for it.
alter table account add column monetary boolean;
