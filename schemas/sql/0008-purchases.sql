-- Purchases, the requests they make outside, codes and redemptions (host/core/purchases). Money itself is in the
-- journal: rows here name the holds and entries that moved it. No row names a person otherwise than by id.
CREATE TABLE purchases (
    id BYTEA PRIMARY KEY,
    payer BYTEA NOT NULL,
    ente BYTEA NOT NULL,
    state SMALLINT NOT NULL,
    method TEXT NOT NULL,
    total_cents BIGINT NOT NULL,
    direct_cents BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    code_issue BIGINT NOT NULL,
    direct_received SMALLINT NOT NULL,
    direct_owed_back SMALLINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX purchases_by_payer ON purchases (payer, id);
CREATE INDEX purchases_by_ente ON purchases (ente, direct_owed_back, id);

CREATE TABLE purchase_lines (
    purchase BYTEA NOT NULL,
    line SMALLINT NOT NULL,
    service BYTEA NOT NULL,
    beneficiary BYTEA NOT NULL,
    title TEXT NOT NULL,
    price_cents BIGINT NOT NULL,
    redeemed SMALLINT NOT NULL,
    PRIMARY KEY (purchase, line)
);

CREATE TABLE purchase_shares (
    purchase BYTEA NOT NULL,
    share SMALLINT NOT NULL,
    line SMALLINT NOT NULL,
    instrument BYTEA NOT NULL,
    kind SMALLINT NOT NULL,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    cents BIGINT NOT NULL,
    hold BIGINT NOT NULL,
    PRIMARY KEY (purchase, share)
);

CREATE TABLE operations (
    id BYTEA PRIMARY KEY,
    purpose SMALLINT NOT NULL,
    subject BYTEA NOT NULL,
    ente BYTEA NOT NULL,
    plugin TEXT NOT NULL,
    cents BIGINT NOT NULL,
    outcome SMALLINT NOT NULL,
    ended SMALLINT NOT NULL,
    ref TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    receipt TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    pay_by_us BIGINT NOT NULL,
    looks BIGINT NOT NULL
);
CREATE UNIQUE INDEX operations_by_subject ON operations (subject);
CREATE INDEX operations_by_ente ON operations (ente, ended, id);

CREATE TABLE redemptions (
    id BYTEA PRIMARY KEY,
    ente BYTEA NOT NULL,
    purchase BYTEA NOT NULL,
    spending_code BYTEA NOT NULL,
    state SMALLINT NOT NULL,
    lines TEXT NOT NULL,
    total_cents BIGINT NOT NULL,
    provider_ref TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at_us BIGINT NOT NULL
);
CREATE INDEX redemptions_by_ente ON redemptions (ente, id);
CREATE INDEX redemptions_by_purchase ON redemptions (purchase, id);

CREATE TABLE redemption_dues (
    redemption BYTEA NOT NULL,
    due SMALLINT NOT NULL,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    payable BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    PRIMARY KEY (redemption, due)
);
CREATE INDEX redemption_dues_by_payable ON redemption_dues (payable, redemption);

CREATE TABLE codes (
    hash BYTEA PRIMARY KEY,
    kind SMALLINT NOT NULL,
    subject BYTEA NOT NULL,
    issue BIGINT NOT NULL
);
CREATE INDEX codes_by_subject ON codes (subject);

CREATE TABLE spending_codes (
    id BYTEA PRIMARY KEY,
    holder BYTEA NOT NULL,
    beneficiary BYTEA NOT NULL,
    instrument BYTEA NOT NULL,
    account BIGINT NOT NULL,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    cents BIGINT NOT NULL,
    spent_cents BIGINT NOT NULL,
    ente BYTEA NOT NULL,
    area TEXT NOT NULL,
    expires_us BIGINT NOT NULL,
    issue BIGINT NOT NULL
);
CREATE INDEX spending_codes_by_holder ON spending_codes (holder, id);
