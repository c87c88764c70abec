-- Build-trigger URLs, schedules, and what the reconciler knows of remotes.

create table build_trigger (
  id             uuid primary key,
  repository_id  uuid not null references repository on delete cascade,
  name           text not null,
  token_hash     bytea not null unique,
  -- How many calls were allowed at once when that was last counted.
  allowance      double precision not null,
  counted_at     timestamptz not null,
  last_called_at timestamptz,
  last_status    int,
  created_at     timestamptz not null,
  unique (repository_id, name)
);

-- The last calls of each trigger; older ones are removed as new ones come.
create table trigger_call (
  id          bigint generated always as identity primary key,
  trigger_id  uuid not null references build_trigger on delete cascade,
  called_at   timestamptz not null,
  address     text not null,
  body        text not null,
  status      int not null,
  result      text not null,
  builds      uuid[] not null default '{}',
  repeats     int not null default 1
);
create index on trigger_call (trigger_id, id desc);

-- Which causes a build answered, for a trigger's URL that is asked for its builds.
create index on admission (build_id);

create table schedule (
  id                uuid primary key,
  repository_id     uuid not null references repository on delete cascade,
  name              text not null,
  cron              text not null,
  time_zone         text not null,
  ref_type          text check (ref_type in ('branch', 'tag')),
  ref_name          text,
  rule_id           uuid,
  use_cache         boolean not null,
  only_when_changed boolean not null,
  enabled           boolean not null,
  created_at        timestamptz not null,
  -- When it is due; null while it is switched off.
  next_run_at       timestamptz,
  -- When it is taken up: the due time, or later while somebody runs it or a run is tried again.
  next_attempt_at   timestamptz,
  attempts          int not null default 0,
  last_run_at       timestamptz,
  last_result       text,
  last_builds       uuid[] not null default '{}',
  unique (repository_id, name),
  check ((ref_type is null) = (ref_name is null)),
  check ((next_run_at is null) = (next_attempt_at is null))
);
create index on schedule (next_attempt_at);

-- How the comparison of a repository's remote with what deliveries told stands.
create table reconciliation (
  repository_id  uuid primary key references repository on delete cascade,
  -- When the remote was looked at for the first time; what it had then was never told, nor missed.
  baseline_at    timestamptz,
  looked_at      timestamptz,
  next_look_at   timestamptz not null,
  -- Whether somebody wants what differs to be built without waiting for a second look.
  at_once        boolean not null default false,
  failures       int not null default 0,
  problem        text
);
create index on reconciliation (next_look_at);

-- Refs that were elsewhere than deliveries told, at the last look; commit_sha is null for one that is gone.
create table reconcile_difference (
  repository_id  uuid not null references reconciliation on delete cascade,
  ref_type       text not null,
  ref_name       text not null,
  commit_sha     text,
  since          timestamptz not null,
  primary key (repository_id, ref_type, ref_name)
);

-- A ref update that no delivery told has none: the reconciler saw it.
alter table ref_update alter column delivery drop not null;
