-- The journal (schemas/ledger/journal.md) and what is projected from it: every balance, every open hold, the head.
-- Rows of journal are only added.
CREATE TABLE journal (
    seq BIGINT PRIMARY KEY,
    body BYTEA NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE ledger_accounts (
    no BIGINT PRIMARY KEY,
    kind SMALLINT NOT NULL,
    limit_kind SMALLINT NOT NULL,
    debits_posted BIGINT NOT NULL,
    debits_held BIGINT NOT NULL,
    credits_posted BIGINT NOT NULL,
    credits_held BIGINT NOT NULL
);

CREATE TABLE ledger_holds (
    hold BIGINT PRIMARY KEY,
    debit BIGINT NOT NULL,
    credit BIGINT NOT NULL,
    cents BIGINT NOT NULL
);

-- One row. seq, time_us and hash are those of the last journal row (hash is NULL before the first); epoch is the
-- number of the turn that wrote last; the balances and holds above are true as of projected_seq.
CREATE TABLE ledger_head (
    id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    time_us BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    hash BYTEA,
    projected_seq BIGINT NOT NULL
);
INSERT INTO ledger_head (id, seq, time_us, epoch, projected_seq) VALUES (1, 0, 0, 0, 0);
