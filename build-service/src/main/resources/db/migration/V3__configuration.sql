-- What several of the later migrations stand on: linked accounts, a repository's source options, all
-- causes of builds.

-- An account at a Git host, linked by a namespace for its repositories. Tokens are sealed; one that
-- the host has taken back stays, with the reason, until somebody links it again.
create table linked_account (
  id                   uuid primary key,
  namespace            text not null references namespace on delete cascade,
  host                 text not null,
  provider             text not null check (provider in ('github', 'bitbucket', 'bitbucket-server')),
  login                text not null,
  access_mode          text not null check (access_mode in ('full', 'limited')),
  credential           text not null check (credential in ('oauth', 'token')),
  username             text,
  access_token_sealed  text not null,
  refresh_token_sealed text,
  expires_at           timestamptz,
  state                text not null check (state in ('active', 'expired', 'revoked')),
  state_reason         text,
  linked_by            uuid references user_account on delete set null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  unique (namespace, host, login)
);

alter table repository
  add column linked_account   uuid references linked_account on delete set null,
  add column submodules       boolean not null default false,
  add column lfs              boolean not null default false,
  add column full_description text not null default '',
  -- The public half of a key that was generated here, in OpenSSH's one-line form.
  add column deploy_key       text;
create index on repository (linked_account);

alter table build_rule
  add column platforms text[] not null default '{}',
  add column use_cache boolean not null default true;

alter table build
  add column platforms    text[] not null default '{}',
  add column use_cache    boolean not null default true,
  add column cause_detail text,
  drop constraint build_cause_check,
  add constraint build_cause_check check
    (cause in ('webhook', 'replay', 'manual', 'trigger', 'schedule', 'base_image', 'reconciled'));
