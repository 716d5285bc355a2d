-- What the host keeps for its plugins. Keys and values are the plugin's own; bytes is the length of both.
CREATE TABLE plugin_values (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    value BYTEA NOT NULL,
    version BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE TABLE plugin_space (
    owner TEXT NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL
);
