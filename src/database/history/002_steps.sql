-- The number of parameter steps to which a growth's limit refers; null for one step and for other kinds.
alter table backscroll_history.verdicts add column per double precision;
