-- Search finds parts of words, so it needs trigrams and not the words of one language. Under the locale C
-- only letters of ASCII are in the index: words of other scripts are found by reading all messages.

create extension if not exists pg_trgm;
create index messages_by_text on messages using gin (body gin_trgm_ops);
