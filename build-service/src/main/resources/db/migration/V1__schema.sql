-- The whole state of Slipway. Times are timestamptz, ids are UUIDs made by the service, secrets are
-- sealed (AES-256-GCM) before they come here, tokens are stored as SHA-256 hashes only.

create table user_account (
  id            uuid primary key,
  name          text not null unique check (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(name) <= 64),
  admin         boolean not null default false,
  created_at    timestamptz not null
);

create table sign_in_link (
  token_hash    bytea primary key,
  user_id       uuid not null references user_account on delete cascade,
  expires_at    timestamptz not null,
  used_at       timestamptz
);

create table session (
  token_hash    bytea primary key,
  user_id       uuid not null references user_account on delete cascade,
  created_at    timestamptz not null,
  expires_at    timestamptz not null
);

create table namespace (
  name          text primary key check (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(name) <= 64),
  created_at    timestamptz not null
);

create table namespace_member (
  namespace     text not null references namespace on delete cascade,
  user_id       uuid not null references user_account on delete cascade,
  role          text not null check (role in ('owner', 'maintainer', 'reader')),
  primary key (namespace, user_id)
);

create table repository (
  id                     uuid primary key,
  namespace              text not null references namespace,
  name                   text not null check (name ~ '^[a-z0-9]+([._-]+[a-z0-9]+)*$' and length(name) <= 128),
  visibility             text not null check (visibility in ('public', 'private')),
  description            text not null default '',
  provider               text not null check (provider in ('github', 'bitbucket', 'bitbucket-server', 'git')),
  clone_url              text not null,
  default_branch         text,
  source_username        text,
  source_password_sealed text,
  source_ssh_key_sealed  text,
  source_known_hosts     text,
  created_at             timestamptz not null,
  updated_at             timestamptz not null,
  unique (namespace, name)
);

-- No row means the embedded registry, under the repository's own name.
create table destination (
  id              uuid primary key,
  repository_id   uuid not null references repository on delete cascade,
  position        int not null,
  image           text not null,
  username        text,
  password_sealed text,
  unique (repository_id, position)
);

create table build_rule (
  id             uuid primary key,
  repository_id  uuid not null references repository on delete cascade,
  position       int not null,
  type           text not null check (type in ('branch', 'tag')),
  name           text not null,
  dockerfile     text not null,
  context        text,
  tag            text not null,
  active         boolean not null,
  include_paths  text[] not null default '{}',
  exclude_paths  text[] not null default '{}',
  build_args     jsonb not null default '{}',
  target         text,
  unique (repository_id, position) deferrable initially deferred
);

create table webhook (
  hook_id        text primary key,
  repository_id  uuid not null unique references repository on delete cascade,
  secret_sealed  text not null,
  created_at     timestamptz not null
);

-- One row for each delivery id of a hook, however often it came.
create table delivery (
  id             uuid primary key,
  hook_id        text not null,
  delivery_id    text not null,
  repository_id  uuid not null references repository on delete cascade,
  event          text not null,
  sender         text,
  received_at    timestamptz not null,
  receptions     int not null default 1,
  ignored        text,
  record         jsonb not null,
  unique (hook_id, delivery_id)
);
create index on delivery (repository_id, received_at desc, id);

-- Every distinct ref update ever admitted: the memory that tells a late or repeated one from a new one.
create table ref_update (
  id             bigint generated always as identity primary key,
  repository_id  uuid not null references repository on delete cascade,
  delivery       uuid not null references delivery on delete cascade,
  ref_type       text not null,
  ref_name       text not null,
  before_sha     text,
  commit_sha     text,
  action         text not null check (action in ('created', 'updated', 'deleted')),
  seen_at        timestamptz not null
);
create unique index ref_update_once on ref_update (delivery, ref_type, ref_name, coalesce(commit_sha, ''));
create index on ref_update (repository_id, ref_type, ref_name, id desc);

create table build (
  id             uuid primary key,
  sequence       bigint generated always as identity unique,
  repository_id  uuid not null references repository on delete cascade,
  rule_id        uuid,
  -- What is built, copied from the rule when the build was admitted.
  ref_type       text not null check (ref_type in ('branch', 'tag')),
  ref_name       text not null,
  commit_sha     text,
  commit_message text,
  dockerfile     text not null,
  context        text,
  target         text,
  build_args     jsonb not null default '{}',
  tags           text[] not null check (cardinality(tags) > 0),
  -- Why: webhook, manual, …; the key makes one cause admit one build.
  cause          text not null check (cause in ('webhook', 'manual')),
  cause_by       text,
  delivery       uuid references delivery on delete set null,
  admission_key  text not null unique,
  -- How far.
  state          text not null check (state in ('queued', 'building', 'pushing', 'success', 'failed', 'error', 'canceled', 'timed_out', 'expired', 'superseded')),
  reason         text not null,
  attempt        int not null default 1,
  worker_id      text,
  lease_until    timestamptz,
  stop_cause     text check (stop_cause in ('CANCELED', 'SUPERSEDED', 'TIMED_OUT')),
  stop_reason    text,
  permit_at      timestamptz,
  engine         text,
  digest         text,
  image_size     bigint not null default 0,
  published      text[] not null default '{}',
  created_at     timestamptz not null,
  job_sent_at    timestamptz not null,
  started_at     timestamptz,
  finished_at    timestamptz
);
create index on build (repository_id, sequence desc);
create index on build (lease_until) where state in ('building', 'pushing');
create index on build (job_sent_at) where state = 'queued';
create index on build (repository_id, rule_id, ref_type, ref_name) where state in ('queued', 'building', 'pushing');

-- Who may move a tag: the newest build of a ref that got the publish permit.
create table tag_permit (
  repository_id  uuid not null references repository on delete cascade,
  tag            text not null,
  build_id       uuid not null references build on delete cascade,
  build_sequence bigint not null,
  ref_type       text not null,
  ref_name       text not null,
  digest         text not null,
  granted_at     timestamptz not null,
  primary key (repository_id, tag, ref_type, ref_name)
);

-- The log of a build as one text over all its attempts; position is the chunk's byte offset in it.
create table build_log_chunk (
  build_id       uuid not null references build on delete cascade,
  position       bigint not null,
  attempt        int not null,
  sequence       bigint not null,
  content        bytea not null,
  primary key (build_id, position),
  unique (build_id, attempt, sequence)
);

-- Messages written in the transaction of what they tell, sent to Kafka after it, in order of id.
create table outbox (
  id             bigint generated always as identity primary key,
  topic          text not null,
  message_key    text not null,
  payload        text,
  created_at     timestamptz not null
);
