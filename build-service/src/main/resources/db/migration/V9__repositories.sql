-- What came to repositories with linked accounts: webhooks that are installed at the host, host keys
-- that the service itself has seen, the embedded registry as one of several destinations.

alter table repository
  add column full_description_sync boolean not null default true;

alter table destination
  add column embedded boolean not null default false;

-- SSH host keys that were seen first, as known_hosts lines; only for sources without lines of their own.
create table source_host_key (
  repository_id   uuid primary key references repository on delete cascade,
  known_hosts     text not null check (length(known_hosts) <= 20000),
  updated_at      timestamptz not null
);

-- How the webhook at the Git host is. No row means that its owner sees to it.
create table hook_installation (
  repository_id   uuid primary key references repository on delete cascade,
  state           text not null check (state in ('manual', 'pending', 'installed', 'missing', 'broken', 'failed')),
  problem         text,
  since           timestamptz not null,
  checked_at      timestamptz,
  failures        int not null default 0,
  -- Grows with every change of what is to be installed, so that an older attempt's result doesn't count.
  generation      bigint not null default 0,
  next_attempt_at timestamptz,
  leased_until    timestamptz
);
create index on hook_installation (next_attempt_at) where next_attempt_at is not null;

-- Webhooks to take away from hosts: of repositories that were deleted or got another source.
create table hook_removal (
  id              uuid primary key,
  linked_account  uuid not null references linked_account on delete cascade,
  hook_id         text not null,
  clone_url       text not null,
  url             text not null,
  failures        int not null default 0,
  next_attempt_at timestamptz not null
);
create index on hook_removal (next_attempt_at);
