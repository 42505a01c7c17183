-- Every kept run. In its own schema, so that it may share a database with other data.
create table backscroll_history.runs (
  id text primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  complete boolean not null,
  -- Differences that the user overruled to compare the run; empty when there were none.
  forced text[] not null,
  verdict text,
  commit text,
  fingerprint text not null,
  -- json, not jsonb: the order of keys must be kept.
  environment json not null,
  options json not null,
  metrics json not null,
  errors text[] not null,
  kept_at timestamptz not null default now()
);
create index on backscroll_history.runs (fingerprint, started_at);

create table backscroll_history.cells (
  run text not null references backscroll_history.runs on delete cascade,
  position int not null,
  name text not null,
  scenario text not null,
  params json not null,
  profile text not null,
  arm text not null,
  title text not null,
  defects text[] not null,
  dataset text,
  verdict text,
  classification text,
  invalid text,
  error text,
  iterations json not null,
  primary key (run, position)
);

-- A metric in a cell: its summary, and every reading. A reading is a value or the reason why there is none.
create table backscroll_history.figures (
  run text not null,
  cell int not null,
  position int not null,
  metric text not null,
  version int not null,
  n int not null,
  median double precision,
  p95 double precision,
  spread double precision,
  low double precision,
  high double precision,
  coverage double precision,
  unavailable int not null,
  unavailable_reason text,
  iterations int[] not null,
  "values" double precision[] not null,
  reasons text[] not null,
  primary key (run, cell, metric),
  foreign key (run, cell) references backscroll_history.cells on delete cascade
);

create table backscroll_history.verdicts (
  run text not null,
  cell int not null,
  position int not null,
  metric text not null,
  status text not null,
  kind text not null,
  parameter text,
  observed double precision,
  low double precision,
  high double precision,
  coverage double precision,
  "limit" double precision not null,
  reason text not null,
  primary key (run, cell, position),
  foreign key (run, cell) references backscroll_history.cells on delete cascade
);
