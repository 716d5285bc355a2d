-- Which master key this database belongs to: a keyed mark that tells nothing of the key. One row, made at the first start.
CREATE TABLE city_key (
    id BIGINT PRIMARY KEY,
    mark BYTEA NOT NULL
);
