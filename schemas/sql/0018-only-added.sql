-- Rows of these tables are facts: added, never changed, never deleted. A statement that tries is refused by the database
-- itself, whoever sends it; on the writer's connection that ends the host (exit 70). Triggers are the one thing that the
-- two engines write differently (host/adr/0011): a part between these marks is for one engine.
-- engine: sqlite
-- The ledger's and the register's own.
CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'rows of journal are only added'); END;
CREATE TRIGGER journal_not_deleted BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'rows of journal are only added'); END;
CREATE TRIGGER replies_not_changed BEFORE UPDATE ON replies BEGIN SELECT RAISE(ABORT, 'rows of replies are only added'); END;
CREATE TRIGGER replies_not_deleted BEFORE DELETE ON replies BEGIN SELECT RAISE(ABORT, 'rows of replies are only added'); END;
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'rows of audit are only added'); END;
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'rows of audit are only added'); END;
-- What moved money, and for whom.
CREATE TRIGGER account_purposes_not_changed BEFORE UPDATE ON account_purposes BEGIN SELECT RAISE(ABORT, 'rows of account_purposes are only added'); END;
CREATE TRIGGER account_purposes_not_deleted BEFORE DELETE ON account_purposes BEGIN SELECT RAISE(ABORT, 'rows of account_purposes are only added'); END;
CREATE TRIGGER purchase_shares_not_changed BEFORE UPDATE ON purchase_shares BEGIN SELECT RAISE(ABORT, 'rows of purchase_shares are only added'); END;
CREATE TRIGGER purchase_shares_not_deleted BEFORE DELETE ON purchase_shares BEGIN SELECT RAISE(ABORT, 'rows of purchase_shares are only added'); END;
CREATE TRIGGER redemption_dues_not_changed BEFORE UPDATE ON redemption_dues BEGIN SELECT RAISE(ABORT, 'rows of redemption_dues are only added'); END;
CREATE TRIGGER redemption_dues_not_deleted BEFORE DELETE ON redemption_dues BEGIN SELECT RAISE(ABORT, 'rows of redemption_dues are only added'); END;
CREATE TRIGGER payouts_not_changed BEFORE UPDATE ON payouts BEGIN SELECT RAISE(ABORT, 'rows of payouts are only added'); END;
CREATE TRIGGER payouts_not_deleted BEFORE DELETE ON payouts BEGIN SELECT RAISE(ABORT, 'rows of payouts are only added'); END;
CREATE TRIGGER settlement_differences_not_changed BEFORE UPDATE ON settlement_differences BEGIN SELECT RAISE(ABORT, 'rows of settlement_differences are only added'); END;
CREATE TRIGGER settlement_differences_not_deleted BEFORE DELETE ON settlement_differences BEGIN SELECT RAISE(ABORT, 'rows of settlement_differences are only added'); END;
-- Calls, draws and acts.
CREATE TRIGGER programmes_not_changed BEFORE UPDATE ON programmes BEGIN SELECT RAISE(ABORT, 'rows of programmes are only added'); END;
CREATE TRIGGER programmes_not_deleted BEFORE DELETE ON programmes BEGIN SELECT RAISE(ABORT, 'rows of programmes are only added'); END;
CREATE TRIGGER programme_brackets_not_changed BEFORE UPDATE ON programme_brackets BEGIN SELECT RAISE(ABORT, 'rows of programme_brackets are only added'); END;
CREATE TRIGGER programme_brackets_not_deleted BEFORE DELETE ON programme_brackets BEGIN SELECT RAISE(ABORT, 'rows of programme_brackets are only added'); END;
CREATE TRIGGER programme_texts_not_changed BEFORE UPDATE ON programme_texts BEGIN SELECT RAISE(ABORT, 'rows of programme_texts are only added'); END;
CREATE TRIGGER programme_texts_not_deleted BEFORE DELETE ON programme_texts BEGIN SELECT RAISE(ABORT, 'rows of programme_texts are only added'); END;
CREATE TRIGGER rankings_not_changed BEFORE UPDATE ON rankings BEGIN SELECT RAISE(ABORT, 'rows of rankings are only added'); END;
CREATE TRIGGER rankings_not_deleted BEFORE DELETE ON rankings BEGIN SELECT RAISE(ABORT, 'rows of rankings are only added'); END;
CREATE TRIGGER ranking_places_not_changed BEFORE UPDATE ON ranking_places BEGIN SELECT RAISE(ABORT, 'rows of ranking_places are only added'); END;
CREATE TRIGGER ranking_places_not_deleted BEFORE DELETE ON ranking_places BEGIN SELECT RAISE(ABORT, 'rows of ranking_places are only added'); END;
CREATE TRIGGER awards_not_changed BEFORE UPDATE ON awards BEGIN SELECT RAISE(ABORT, 'rows of awards are only added'); END;
CREATE TRIGGER awards_not_deleted BEFORE DELETE ON awards BEGIN SELECT RAISE(ABORT, 'rows of awards are only added'); END;

-- engine: postgres
CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME;
END
$$;
-- The ledger's and the register's own.
CREATE TRIGGER journal_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON journal EXECUTE FUNCTION only_added();
CREATE TRIGGER replies_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON replies EXECUTE FUNCTION only_added();
CREATE TRIGGER audit_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION only_added();
-- What moved money, and for whom.
CREATE TRIGGER account_purposes_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON account_purposes EXECUTE FUNCTION only_added();
CREATE TRIGGER purchase_shares_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_shares EXECUTE FUNCTION only_added();
CREATE TRIGGER redemption_dues_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON redemption_dues EXECUTE FUNCTION only_added();
CREATE TRIGGER payouts_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON payouts EXECUTE FUNCTION only_added();
CREATE TRIGGER settlement_differences_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement_differences EXECUTE FUNCTION only_added();
-- Calls, draws and acts.
CREATE TRIGGER programmes_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON programmes EXECUTE FUNCTION only_added();
CREATE TRIGGER programme_brackets_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON programme_brackets EXECUTE FUNCTION only_added();
CREATE TRIGGER programme_texts_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON programme_texts EXECUTE FUNCTION only_added();
CREATE TRIGGER rankings_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON rankings EXECUTE FUNCTION only_added();
CREATE TRIGGER ranking_places_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ranking_places EXECUTE FUNCTION only_added();
CREATE TRIGGER awards_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON awards EXECUTE FUNCTION only_added();
-- engine: both
