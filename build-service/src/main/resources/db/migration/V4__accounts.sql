-- Accounts that can be shut, personal access tokens, and whose a namespace is.

alter table user_account
  add column display_name text not null default '',
  -- Nobody signs in with a disabled account, and none of its credentials works.
  add column disabled_at  timestamptz;

alter table namespace
  -- The account whose own namespace it is; null for an organization's.
  add column user_id uuid unique references user_account;

create index on namespace_member (user_id);

-- The first administrator had no namespace until somebody made a repository in it.
insert into namespace (name, created_at)
  select name, created_at from user_account on conflict (name) do nothing;
update namespace set user_id = user_account.id
  from user_account where user_account.name = namespace.name;
insert into namespace_member (namespace, user_id, role)
  select name, user_id, 'owner' from namespace where user_id is not null
  on conflict (namespace, user_id) do update set role = 'owner';

create table access_token (
  id            uuid primary key,
  token_hash    bytea not null unique,
  user_id       uuid not null references user_account on delete cascade,
  name          text not null check (length(name) between 1 and 100),
  scope         text not null check (scope in ('read', 'build', 'configure', 'admin')),
  -- The only namespace it is good for. It goes with it: a limit that is gone must not become none.
  namespace     text references namespace on delete cascade,
  created_at    timestamptz not null,
  expires_at    timestamptz,
  -- To the minute.
  last_used_at  timestamptz,
  unique (user_id, name)
);
