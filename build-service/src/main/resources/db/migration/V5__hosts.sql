-- Linked accounts: how their credentials are renewed, and OAuth flows under way.

alter table linked_account
  -- Scopes that the credential lacks for its mode, as the host calls them.
  add column missing          text[] not null default '{}',
  -- Counts credentials, so that a decision about an older one is dropped.
  add column version          bigint not null default 1,
  -- Whoever renews holds this lease; when a renewal began whose end nobody knows, that time stays.
  add column renewal_until    timestamptz,
  add column renewal_begun_at timestamptz,
  -- The host's rate limit: no calls before this time.
  add column limited_until    timestamptz;

-- One consent that was asked for: single-use, short-lived, a few for each user, kept one day longer
-- to say what became of it.
create table host_authorization (
  id              uuid primary key,
  state_hash      bytea not null unique,
  host            text not null,
  namespace       text not null references namespace on delete cascade,
  access_mode     text not null check (access_mode in ('full', 'limited')),
  user_id         uuid not null references user_account on delete cascade,
  -- The browser's session, hashed; null when a token began it.
  session_hash    bytea,
  verifier_sealed text not null,
  return_to       text,
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  used_at         timestamptz
);
create index on host_authorization (user_id, created_at);
create index on host_authorization (expires_at);

-- Which secret a webhook at a host got last, for hosts that don't tell: SHA-256 of 256 random bits.
create table host_webhook_secret (
  hook_id         text primary key references webhook on delete cascade,
  secret_hash     bytea not null,
  set_at          timestamptz not null
);
