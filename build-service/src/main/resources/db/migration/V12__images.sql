-- What determined a build's result, whose image it took over, and what its image consists of; which
-- workers there are and whose caches know a repository; checksums of images as files.

alter table build
  add column inputs      text,
  add column reused_from uuid references build on delete set null,
  add column image       jsonb,
  -- When it was left to a worker that has the repository's cache; that happens once at most.
  add column deferred_at timestamptz;
create index on build (repository_id, inputs, sequence desc)
  where state = 'success' and inputs is not null;
create index on build (reused_from) where reused_from is not null;
-- The image before this one, for comparing.
create index on build (repository_id, rule_id, ref_type, ref_name, sequence desc)
  where state = 'success' and image is not null;

alter table repository add column attestations boolean not null default true;

-- Workers as they told of themselves. No row needs to be right: they only say whom to prefer.
create table worker (
  id           text primary key check (length(id) between 1 and 200),
  cache_id     text check (length(cache_id) between 1 and 200),
  slots        int not null check (slots >= 0),
  free         int not null check (free between 0 and slots),
  version      text not null,
  engines      text[] not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index on worker (last_seen_at);
create index on worker (cache_id);

-- Which caches have built a repository, and when they last began to.
create table repository_cache (
  repository_id uuid not null references repository on delete cascade,
  cache_id      text not null,
  used_at       timestamptz not null,
  primary key (repository_id, cache_id)
);
create index on repository_cache (used_at);

-- SHA-256 of images as tar files. What such a file holds is known by the digest of its index parts, which
-- name the blobs by theirs.
create table image_tar (
  layout      text primary key,
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  computed_at timestamptz not null
);
