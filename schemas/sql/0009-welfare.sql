-- Employers, their plans and what they credited (host/core/welfare). Money itself is in the journal: rows name the
-- accounts. No row names a person otherwise than by id.
CREATE TABLE welfare_employers (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    tax_id TEXT NOT NULL UNIQUE,
    iban TEXT NOT NULL,
    holder TEXT NOT NULL
);

-- areas, categories: slugs with a space between; '' allows any. Dates are YYYY-MM-DD.
CREATE TABLE welfare_plans (
    id BYTEA NOT NULL PRIMARY KEY,
    employer BYTEA NOT NULL REFERENCES welfare_employers (id),
    name TEXT NOT NULL,
    basis SMALLINT NOT NULL,
    year SMALLINT NOT NULL,
    cents BIGINT NOT NULL,
    account BIGINT NOT NULL,
    usable_from TEXT NOT NULL,
    usable_until TEXT NOT NULL,
    service_ends_by TEXT NOT NULL,
    areas TEXT NOT NULL,
    categories TEXT NOT NULL,
    opened_us BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX welfare_plans_by_employer ON welfare_plans (employer, year);

-- One of a person in a plan: crediting again adds to it.
CREATE TABLE welfare_credits (
    id BYTEA NOT NULL PRIMARY KEY,
    plan BYTEA NOT NULL REFERENCES welfare_plans (id),
    person BYTEA NOT NULL,
    account BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    dependent_child SMALLINT NOT NULL,
    at_us BIGINT NOT NULL
);
CREATE UNIQUE INDEX welfare_credits_by_person ON welfare_credits (person, plan);
CREATE INDEX welfare_credits_by_plan ON welfare_credits (plan, id);
