-- Balances are written down little by little (host/adapters/store/projection.hpp): each says as of which entry it is.
-- ledger_head.projected_seq is what all of them have at least.
ALTER TABLE ledger_accounts ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
UPDATE ledger_accounts SET seq = (SELECT projected_seq FROM ledger_head WHERE id = 1);
