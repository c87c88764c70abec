-- Where a repository's people are told of its builds, what they are told, and each attempt at it;
-- and what of deliveries is kept, and of rejected ones counted.

create table notification_target (
  id              uuid primary key,
  repository_id   uuid not null references repository on delete cascade,
  type            text not null check (type in ('webhook', 'slack', 'email')),
  format          text not null default 'standard' check (format in ('standard', 'docker-hub')),
  -- A URL may itself be a credential, so it is sealed, and shown is what gives nothing away.
  url_sealed      text,
  url_shown       text,
  secret_sealed   text,
  recipients      text[] not null default '{}',
  events          text[] not null check (cardinality(events) > 0),
  enabled         boolean not null,
  disabled_reason text,
  failing_since   timestamptz,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  check ((type = 'email') = (url_sealed is null)),
  check ((type = 'webhook') = (secret_sealed is not null))
);
create index on notification_target (repository_id, created_at);

-- One thing to tell one target. The newest of a target are kept, each with its last attempts.
create table notification (
  id              uuid primary key,
  sequence        bigint generated always as identity unique,
  target_id       uuid not null references notification_target on delete cascade,
  event           text not null,
  build_id        uuid,
  content         jsonb not null,
  state           text not null check (state in ('waiting', 'delivered', 'failed')),
  tries           int not null default 0,
  next_attempt_at timestamptz not null,
  claimed_until   timestamptz,
  created_at      timestamptz not null
);
create index on notification (target_id, sequence desc);
create index on notification (next_attempt_at) where state = 'waiting';

create table notification_attempt (
  id              bigint generated always as identity primary key,
  notification_id uuid not null references notification on delete cascade,
  at              timestamptz not null,
  delivered       boolean not null,
  status          int,
  took_ms         bigint not null,
  answer          text not null
);
create index on notification_attempt (notification_id, id desc);

-- How a rule's ref ended before: for telling a recovery.
create index on build (repository_id, rule_id, ref_type, ref_name, finished_at desc)
  where state in ('success', 'failed', 'error', 'timed_out', 'expired');

-- A build remembers its delivery's id for good, though deliveries are kept for a time only. And the
-- history of a ref, which keeps late deliveries from building, outlives the deliveries it is from.
alter table build drop constraint build_delivery_fkey;
alter table ref_update
  alter column delivery drop not null,
  drop constraint ref_update_delivery_fkey,
  add constraint ref_update_delivery_fkey
    foreign key (delivery) references delivery on delete set null;
create index on delivery (received_at);

-- What the gateway refused at a repository's webhook: one row for each reason, however many came.
create table rejected_delivery (
  repository_id  uuid not null references repository on delete cascade,
  reason         text not null check (length(reason) <= 64),
  total          bigint not null,
  status         int not null,
  detail         text not null,
  delivery_id    text,
  event          text,
  first_at       timestamptz not null,
  last_at        timestamptz not null,
  primary key (repository_id, reason)
);
