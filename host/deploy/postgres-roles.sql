-- Three roles for a city on PostgreSQL, each with what it needs and no more. As a superuser, on the city's database:
--
--   psql -d buono -f postgres-roles.sql        -- before the first `buono migrate`, and again after every one
--
--   buono_owner    owns the tables: `buono migrate` and nothing else
--   buono_host     `buono serve`: reads and adds; changes what may change; no fact, no table, no trigger
--   buono_auditor  `buono-audit`: reads what it proves from, and nothing of anybody's person
--
-- Run twice it does nothing twice. A city that one role has run so far is handed over to these (stop its hosts first).
-- How each logs in (peer, scram-sha-256) is for pg_hba.conf and \password.
\set ON_ERROR_STOP on
BEGIN;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['buono_owner', 'buono_host', 'buono_auditor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', name);
        END IF;
    END LOOP;
END
$$;
ALTER ROLE buono_auditor SET default_transaction_read_only = on;

-- Who may come in, and who may make things.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO buono_owner, buono_host, buono_auditor', current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM buono_host, buono_auditor;
GRANT USAGE, CREATE ON SCHEMA public TO buono_owner;
GRANT USAGE ON SCHEMA public TO buono_host, buono_auditor;

-- What is there belongs to the owner, whoever made it.
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'buono_owner' LOOP
        EXECUTE format('ALTER TABLE public.%I OWNER TO buono_owner', one.tablename);
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS function FROM pg_proc
               WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) <> 'buono_owner' LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO buono_owner', one.function);
    END LOOP;
END
$$;

-- The host. Facts are the tables whose trigger refuses changes (schemas/sql/0018): there it may only add.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, buono_host, buono_auditor;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO buono_host;
DO $$
DECLARE fact regclass;
BEGIN
    FOR fact IN SELECT t.tgrelid::regclass FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
                WHERE f.proname = 'only_added' AND f.pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM buono_host', fact);
    END LOOP;
    -- Of these there is one row, or a row a migration: the host takes turns with the one and reads the others.
    IF to_regclass('public.migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON migrations FROM buono_host;
        REVOKE INSERT, DELETE ON ledger_head, outbox_head, catalogue_head FROM buono_host;
    END IF;
END
$$;

-- The auditor. Bodies of replies and everything about people stay shut.
DO $$
BEGIN
    IF to_regclass('public.migrations') IS NOT NULL THEN
        GRANT SELECT ON journal, ledger_head, ledger_accounts, ledger_holds, audit, account_purposes, funding_sources,
            vouchers, welfare_plans, welfare_credits, purchase_shares, redemptions, redemption_dues, payouts, payout_dues,
            settlements TO buono_auditor;
        GRANT SELECT (id, buy_by) ON programmes TO buono_auditor;
        GRANT SELECT (id, state, total_cents, direct_cents, at_us) ON purchases TO buono_auditor;
        GRANT SELECT (purchase, line, beneficiary, price_cents, redeemed) ON purchase_lines TO buono_auditor;
        GRANT SELECT (actor, key, seq) ON replies TO buono_auditor;
    END IF;
END
$$;

COMMIT;
