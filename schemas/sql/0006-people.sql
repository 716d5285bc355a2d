-- Persons, who is responsible for whom, what they are told, and the codes people hand to each other (host/core/people).
-- What a person is called is ciphertext under their own key; they are found by the keyed hash of their tax code.
CREATE TABLE persons (
    id BYTEA NOT NULL PRIMARY KEY,
    tax_code_hash BYTEA NOT NULL UNIQUE,
    data BYTEA NOT NULL
);
CREATE TABLE responsibilities (
    adult BYTEA NOT NULL,
    child BYTEA NOT NULL,
    PRIMARY KEY (adult, child)
);

-- One code a person at most; only its keyed hash.
CREATE TABLE access_codes (
    person BYTEA NOT NULL PRIMARY KEY,
    code_hash BYTEA NOT NULL UNIQUE,
    expires_us BIGINT NOT NULL
);

CREATE TABLE notices (
    person BYTEA NOT NULL,
    id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    subject BYTEA NOT NULL,
    at_us BIGINT NOT NULL,
    seen SMALLINT NOT NULL,
    PRIMARY KEY (person, id)
);

-- An operator of a space with a person, for an hour at most; and the codes with which persons consent.
CREATE TABLE assistances (
    id BYTEA NOT NULL PRIMARY KEY,
    person BYTEA NOT NULL,
    operator_id BYTEA NOT NULL,
    space BYTEA NOT NULL,
    opened_us BIGINT NOT NULL,
    ends_us BIGINT NOT NULL
);
CREATE INDEX assistances_by_operator ON assistances (operator_id, ends_us);
CREATE INDEX assistances_by_person ON assistances (person, ends_us);
CREATE TABLE assistance_codes (
    person BYTEA NOT NULL PRIMARY KEY,
    code_hash BYTEA NOT NULL UNIQUE,
    expires_us BIGINT NOT NULL
);
