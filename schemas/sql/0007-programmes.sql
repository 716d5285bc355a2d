-- Calls, their money, applications, rankings and vouchers (host/core/programmes). A call never changes once loaded.
CREATE TABLE programmes (
    id BYTEA NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title_it TEXT NOT NULL,
    title_en TEXT NOT NULL,
    voucher_min_cents BIGINT NOT NULL,
    voucher_max_cents BIGINT NOT NULL,
    isee_max_cents BIGINT NOT NULL,
    apply_from TEXT NOT NULL,
    apply_by TEXT NOT NULL,
    buy_by TEXT NOT NULL,
    service_ends_by TEXT NOT NULL,
    claim_by TEXT NOT NULL,
    child_age_below SMALLINT NOT NULL,
    days_to_spend_min SMALLINT NOT NULL,
    payment_nature SMALLINT NOT NULL,
    vat_kind SMALLINT NOT NULL,
    at_us BIGINT NOT NULL,
    seq BIGINT NOT NULL
);

CREATE TABLE programme_brackets (
    programme BYTEA NOT NULL,
    place SMALLINT NOT NULL,
    code TEXT NOT NULL,
    from_cents BIGINT NOT NULL,
    to_cents BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    PRIMARY KEY (programme, place)
);

-- kind: 1 an area of the catalogue, 2 an assumption of the document.
CREATE TABLE programme_texts (
    programme BYTEA NOT NULL,
    kind SMALLINT NOT NULL,
    place SMALLINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (programme, kind, place)
);

-- budget and account: of the ledger; where the opening entry came from, and what is not yet awarded.
CREATE TABLE funding_sources (
    id BYTEA NOT NULL PRIMARY KEY,
    programme BYTEA NOT NULL,
    place SMALLINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    cup TEXT NOT NULL,
    cents BIGINT NOT NULL,
    budget BIGINT NOT NULL,
    account BIGINT NOT NULL
);
CREATE UNIQUE INDEX funding_sources_by_place ON funding_sources (programme, place);

-- declared (bracket, responsibility, protection) and protocol are ciphertext under the application's own key: the
-- retention of what was declared ends on a day of its own.
CREATE TABLE applications (
    id BYTEA NOT NULL PRIMARY KEY,
    programme BYTEA NOT NULL,
    applicant BYTEA NOT NULL,
    child BYTEA NOT NULL,
    state SMALLINT NOT NULL,
    evidence SMALLINT NOT NULL,
    declared BYTEA NOT NULL,
    protocol BYTEA NOT NULL,
    at_us BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE UNIQUE INDEX applications_by_child ON applications (programme, child);
CREATE INDEX applications_by_programme ON applications (programme, id);
CREATE INDEX applications_by_applicant ON applications (applicant, id);

CREATE TABLE rankings (
    programme BYTEA NOT NULL PRIMARY KEY,
    id BYTEA NOT NULL,
    seed TEXT NOT NULL,
    actor TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    applications BIGINT NOT NULL,
    seq BIGINT NOT NULL
);

CREATE TABLE ranking_places (
    programme BYTEA NOT NULL,
    place BIGINT NOT NULL,
    application BYTEA NOT NULL,
    PRIMARY KEY (programme, place)
);
CREATE UNIQUE INDEX ranking_places_by_application ON ranking_places (application);

CREATE TABLE awards (
    id BYTEA NOT NULL PRIMARY KEY,
    programme BYTEA NOT NULL,
    act_number TEXT NOT NULL,
    act_date TEXT NOT NULL,
    actor TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    vouchers BIGINT NOT NULL,
    waitlisted BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX awards_by_programme ON awards (programme, id);

CREATE TABLE vouchers (
    id BYTEA NOT NULL PRIMARY KEY,
    programme BYTEA NOT NULL,
    application BYTEA NOT NULL,
    child BYTEA NOT NULL,
    holder BYTEA NOT NULL,
    source BYTEA NOT NULL,
    account BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    act_number TEXT NOT NULL,
    act_date TEXT NOT NULL,
    state SMALLINT NOT NULL
);
CREATE INDEX vouchers_by_holder ON vouchers (holder, id);
CREATE UNIQUE INDEX vouchers_by_application ON vouchers (application);
CREATE INDEX vouchers_by_source ON vouchers (programme, source);
