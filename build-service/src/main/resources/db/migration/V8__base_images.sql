-- Base images: what builds used, what is watched for them, links that people set, events of registries.

alter table repository add column watch_base_images boolean not null default true;

-- What a build took something from, as its worker reported it.
create table build_base_image (
  build_id   uuid not null references build on delete cascade,
  position   int not null,
  reference  text not null,
  digest     text not null,
  primary key (build_id, position)
);

-- One row for each image that somebody stands on, whoever that is: host/path:tag, or namespace/name of
-- a repository of this installation, which no registry is asked about: its own builds tell.
create table watched_image (
  reference      text primary key,
  image          text not null,
  registry       text,
  parent_id      uuid unique references repository on delete cascade,
  digest         text,
  digest_since   timestamptz,
  looked_at      timestamptz,
  error          text,
  failures       int not null default 0,
  next_look_at   timestamptz not null,
  hinted_at      timestamptz,
  looking_since  timestamptz,
  looking_until  timestamptz,
  check ((registry is null) = (parent_id is not null)),
  check ((digest is null) = (digest_since is null))
);
create index on watched_image (registry, next_look_at) where registry is not null;
create index on watched_image (image);

-- How often a registry was asked, by all services together.
create table registry_pace (
  registry      text primary key,
  minute        timestamptz not null,
  looks         int not null default 0,
  paused_until  timestamptz
);

-- What the newest successful build of each rule and ref stands on. A linked image that the build
-- itself didn't use counts with the digest that it had when the build began.
create table base_image_use (
  repository_id  uuid not null references repository on delete cascade,
  rule_id        uuid not null,
  ref_type       text not null,
  ref_name       text not null,
  reference      text not null references watched_image on delete cascade,
  linked         boolean not null,
  digest         text,
  build_id       uuid not null references build on delete cascade,
  began_at       timestamptz not null,
  -- For which digest a rebuild was asked, or given up; and why it was given up.
  asked_digest   text,
  note           text,
  primary key (repository_id, rule_id, ref_type, ref_name, reference)
);
create index on base_image_use (reference);
create index on base_image_use (build_id);

-- Images and repositories whose updates rebuild a repository; without a rule, all its rules.
create table repository_link (
  id             uuid primary key,
  repository_id  uuid not null references repository on delete cascade,
  rule_id        uuid,
  reference      text not null,
  parent_id      uuid references repository on delete cascade,
  created_at     timestamptz not null
);
create unique index repository_link_once
  on repository_link (repository_id, reference, coalesce(rule_id, '00000000-0000-0000-0000-000000000000'));
create index on repository_link (parent_id);
create index on repository_link (reference);

-- The uses that are followed: those of repositories that didn't opt out, and those that a link names.
create view followed_use as
  select u.*
    from base_image_use u
    join repository r on r.id = u.repository_id
   where r.watch_base_images
      or exists (select 1 from repository_link l
                  where l.repository_id = u.repository_id and l.reference = u.reference
                    and (l.rule_id is null or l.rule_id = u.rule_id));

-- Where registries tell that they were pushed to. Events are counted for a minute, to limit them.
create table registry_hook (
  id             uuid primary key,
  namespace      text not null references namespace on delete cascade,
  kind           text not null check (kind in ('docker-hub', 'distribution', 'harbor', 'quay')),
  name           text not null,
  token_hash     bytea not null unique,
  created_at     timestamptz not null,
  last_event_at  timestamptz,
  minute         timestamptz not null,
  events         int not null default 0
);
create index on registry_hook (namespace, created_at desc, id);
