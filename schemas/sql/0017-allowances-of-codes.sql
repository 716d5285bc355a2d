-- Every allowance a spending code ever had: a code that was renewed has another, and what was taken of the one before
-- may still have to be told of.
CREATE TABLE spending_allowances (
    allowance BIGINT PRIMARY KEY,
    code BYTEA NOT NULL
);
INSERT INTO spending_allowances (allowance, code) SELECT allowance, id FROM spending_codes WHERE allowance <> 0;
DROP INDEX spending_codes_by_allowance;
