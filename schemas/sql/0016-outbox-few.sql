-- Rows that tell families of payments come by thousands and are ended by number: the index by subject is for the others.
DROP INDEX outbox_by_subject;
CREATE INDEX outbox_by_subject ON outbox (subject, kind) WHERE kind <> 'tell_payment';
