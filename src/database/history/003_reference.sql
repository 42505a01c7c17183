-- The reference workload of a run, its version and all readings; null for runs without one.
-- json, not jsonb: the order of keys must be kept.
alter table backscroll_history.runs add column reference json;
