-- Values that builds get: of a repository for all its rules, or of one rule, which win. A secret's value
-- is sealed and never shown again.
create table build_variable (
  id            uuid primary key,
  repository_id uuid not null references repository on delete cascade,
  rule_id       uuid references build_rule on delete cascade,
  name          text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]*$' and length(name) <= 128),
  value         text,
  value_sealed  text,
  updated_at    timestamptz not null,
  check ((value is null) <> (value_sealed is null)),
  unique nulls not distinct (repository_id, rule_id, name)
);
create index on build_variable (rule_id);
