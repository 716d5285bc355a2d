-- What every change leaves beside its own rows: the reply under its key, the audit line, what must still happen.
-- Nothing here names a person otherwise than by id.
CREATE TABLE replies (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BYTEA NOT NULL,
    status SMALLINT NOT NULL,
    body BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);

-- Who asked for which change or read which record, and when. seq: the last journal entry the change made; 0 for none.
CREATE TABLE audit (
    id BYTEA NOT NULL PRIMARY KEY,
    at_us BIGINT NOT NULL,
    actor TEXT NOT NULL,
    operation TEXT NOT NULL,
    purpose TEXT NOT NULL,
    key TEXT NOT NULL,
    seq BIGINT NOT NULL
);

-- What the courier still has to do. Numbers are given once and never again.
CREATE TABLE outbox (
    number BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject BYTEA NOT NULL,
    due_us BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX outbox_by_due ON outbox (due_us, number);
CREATE INDEX outbox_by_subject ON outbox (subject, kind);
CREATE TABLE outbox_head (
    id BIGINT PRIMARY KEY,
    number BIGINT NOT NULL
);
INSERT INTO outbox_head (id, number) VALUES (1, 0);

-- One key per subject, wrapped by the city's; empty once it has been destroyed.
CREATE TABLE subject_keys (
    subject BYTEA NOT NULL PRIMARY KEY,
    wrapped BYTEA NOT NULL
);
