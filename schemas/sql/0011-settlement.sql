-- What each debtor paid each ente, and which dues of redemptions a payout is made of (host/core/settlement). A due is
-- in one payout at most: the key of payout_dues says so. Names and accounts are as they were when proposed.
CREATE TABLE settlements (
    id BYTEA NOT NULL PRIMARY KEY,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    number BIGINT NOT NULL,
    state SMALLINT NOT NULL,
    execution TEXT NOT NULL,
    payer_name TEXT NOT NULL,
    payer_iban TEXT NOT NULL,
    payouts BIGINT NOT NULL,
    dues BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    proposed_by BYTEA NOT NULL,
    proposed_us BIGINT NOT NULL,
    decided_by BYTEA NOT NULL,
    decided_us BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE UNIQUE INDEX settlements_by_debtor ON settlements (debtor_kind, debtor, number);
CREATE INDEX settlements_by_state ON settlements (state, id);

CREATE TABLE payouts (
    id BYTEA NOT NULL PRIMARY KEY,
    settlement BYTEA NOT NULL REFERENCES settlements (id),
    ente BYTEA NOT NULL,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    payable BIGINT NOT NULL,
    payee_name TEXT NOT NULL,
    payee_iban TEXT NOT NULL,
    cup TEXT NOT NULL,
    fund TEXT NOT NULL,
    dues BIGINT NOT NULL,
    cents BIGINT NOT NULL
);
CREATE INDEX payouts_by_settlement ON payouts (settlement, id);
CREATE INDEX payouts_by_ente ON payouts (ente, id);

CREATE TABLE payout_dues (
    redemption BYTEA NOT NULL,
    due SMALLINT NOT NULL,
    payout BYTEA NOT NULL REFERENCES payouts (id),
    cents BIGINT NOT NULL,
    PRIMARY KEY (redemption, due)
);
CREATE INDEX payout_dues_by_payout ON payout_dues (payout, redemption, due);

CREATE TABLE settlement_differences (
    settlement BYTEA NOT NULL REFERENCES settlements (id),
    ente BYTEA NOT NULL,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    dues_cents BIGINT NOT NULL,
    ledger_cents BIGINT NOT NULL,
    PRIMARY KEY (settlement, ente, debtor)
);
