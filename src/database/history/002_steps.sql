-- How many steps of its parameter the limit of a growth is for; null for one step and for other kinds.
alter table backscroll_history.verdicts add column per double precision;
