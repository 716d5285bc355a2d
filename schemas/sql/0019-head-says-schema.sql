-- The id of ledger_head's one row is the number of the newest migration from here on (host/adapters/store/migrations.cpp moves it
-- first of all, so a migration waits for its turn like any host). A host takes its turn with the row of its own number: one
-- of an earlier version, still running beside newer ones, finds none and ends before it writes by rules that hold no longer.
UPDATE ledger_head SET id = 19;
