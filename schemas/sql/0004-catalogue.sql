-- Enti, services, spaces and the lists that order them (host/core/catalogue). Slugs name rows in documents for ever.
CREATE TABLE catalogue_enti (
    id BYTEA NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    iban TEXT NOT NULL,
    holder TEXT NOT NULL,
    provider TEXT NOT NULL,
    accredited SMALLINT NOT NULL,
    sample SMALLINT NOT NULL
);

CREATE TABLE catalogue_services (
    id BYTEA NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    ente BYTEA NOT NULL REFERENCES catalogue_enti (id),
    name_it TEXT NOT NULL,
    name_en TEXT NOT NULL,
    description_it TEXT NOT NULL,
    description_en TEXT NOT NULL,
    area TEXT NOT NULL,
    category TEXT NOT NULL,
    municipio SMALLINT NOT NULL,
    price_cents BIGINT NOT NULL,
    welfare SMALLINT NOT NULL,
    ends TEXT NOT NULL,
    published SMALLINT NOT NULL,
    sample SMALLINT NOT NULL
);
CREATE INDEX catalogue_services_by_ente ON catalogue_services (ente, area);

CREATE TABLE catalogue_spaces (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    municipio SMALLINT NOT NULL,
    manager TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE TABLE catalogue_terms (
    kind SMALLINT NOT NULL,
    place SMALLINT NOT NULL,
    code TEXT NOT NULL,
    name_it TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (kind, place)
);

-- One row: the version that an index in memory was built from.
CREATE TABLE catalogue_head (
    id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO catalogue_head (id, version) VALUES (1, 0);
