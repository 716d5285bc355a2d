-- Who may log in, and who is logged in. Passwords only as argon2id, tokens only as SHA-256.
CREATE TABLE account (
    id BYTEA NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role SMALLINT NOT NULL,
    person BYTEA NOT NULL UNIQUE,
    scope BYTEA NOT NULL,
    opened_us BIGINT NOT NULL
);
CREATE TABLE session (
    id BYTEA NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    account BYTEA NOT NULL REFERENCES account (id),
    role SMALLINT NOT NULL,
    person BYTEA NOT NULL,
    scope BYTEA NOT NULL,
    opened_us BIGINT NOT NULL,
    seen_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_us);
