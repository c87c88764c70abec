-- Commit statuses: what a Git host is to show at a commit, and how far that got there.

alter table repository add column commit_statuses boolean not null default true;

-- One row for each status the host knows, so only the newest wish counts. The build is the one that
-- told last; its sequence keeps an older build of the same commit from speaking after it.
create table commit_status (
  id              bigint generated always as identity primary key,
  repository_id   uuid not null references repository on delete cascade,
  commit_sha      text not null,
  context         text not null,
  build_id        uuid not null references build on delete cascade,
  build_sequence  bigint not null,
  state           text not null check (state in ('pending', 'success', 'failure', 'error')),
  description     text not null check (length(description) <= 140),
  -- Grows with each wish: what was sent is settled only if nothing else was wished meanwhile.
  wish            int not null default 1,
  wished_at       timestamptz not null,
  outcome         text not null check (outcome in ('waiting', 'sent', 'given_up')),
  attempts        int not null default 0,
  problem         text,
  next_attempt_at timestamptz not null,
  settled_at      timestamptz,
  -- Who sends it now, and until when that is believed.
  claim           uuid,
  claimed_until   timestamptz,
  unique (repository_id, commit_sha, context)
);
create index on commit_status (build_id);
create index on commit_status (next_attempt_at) where outcome = 'waiting';
create index on commit_status (settled_at) where outcome <> 'waiting';
