-- Which account of the ledger serves which purpose (host/core/instruments/directory.hpp). Rows are only added.
CREATE TABLE account_purposes (
    account BIGINT PRIMARY KEY,
    kind SMALLINT NOT NULL,
    ente BYTEA NOT NULL,
    debtor_kind SMALLINT NOT NULL,
    debtor BYTEA NOT NULL,
    method TEXT NOT NULL
);
CREATE UNIQUE INDEX account_purposes_by_purpose ON account_purposes (kind, ente, debtor_kind, debtor, method);
