-- What a spending code may still take is an account of the ledger (host/core/purchases/allowance.hpp): its row never
-- changes but for a new issue, and spent_cents says nothing any more. Codes of before have no allowance: they expire,
-- and a family makes a new one.
ALTER TABLE spending_codes ADD COLUMN allowance BIGINT NOT NULL DEFAULT 0;
UPDATE spending_codes SET expires_us = 0;
CREATE INDEX spending_codes_by_allowance ON spending_codes (allowance);

-- Payments on many spending codes at once are one redemption.
ALTER TABLE redemptions ADD COLUMN items BIGINT NOT NULL DEFAULT 1;
-- Looked for by purchase only while the ente's own system is being asked (state 1): the others cost nothing.
DROP INDEX redemptions_by_purchase;
CREATE INDEX redemptions_asking ON redemptions (purchase) WHERE state = 1;
