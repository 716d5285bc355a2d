-- Files that were checked and wait for somebody to confirm them. The document is ciphertext under the import's own
-- key, which is destroyed when the import is confirmed or discarded; what is told of refused rows names no person.
CREATE TABLE imports (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    target BYTEA NOT NULL,
    actor TEXT NOT NULL,
    scope BYTEA NOT NULL,
    state SMALLINT NOT NULL,
    accepted BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    document BYTEA NOT NULL
);

CREATE TABLE import_refused_rows (
    import BYTEA NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    code BIGINT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (import, line)
);
