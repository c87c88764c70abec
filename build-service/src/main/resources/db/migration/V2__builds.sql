-- What became of each cause that asked for a build: one row for each, however often it asked.
create table admission (
  admission_key  text primary key,
  repository_id  uuid not null references repository on delete cascade,
  delivery       uuid references delivery on delete cascade,
  ref_type       text not null,
  ref_name       text not null,
  commit_sha     text,
  rule_id        uuid not null,
  build_id       uuid references build on delete cascade,
  decision       text not null check (decision in ('admitted', 'linked', 'refused')),
  reason         text not null,
  decided_at     timestamptz not null,
  check ((build_id is null) = (decision = 'refused'))
);
create index on admission (delivery);

-- A stale update came after the ref had moved on; it never counts as the ref's newest.
alter table ref_update add column stale boolean not null default false;
create index on ref_update (repository_id, ref_type, ref_name, before_sha);
create index on ref_update (repository_id, ref_type, ref_name, commit_sha);
