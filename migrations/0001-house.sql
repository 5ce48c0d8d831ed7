-- The spine: facts and their position, readers' cursors, visible steps, audit, due times, answered requests, settings.
-- Down: drop the tables named here; nothing else depends on their order.

create table fact (
  number bigint generated always as identity primary key,
  id uuid not null unique,
  kind text not null,
  at timestamptz not null,
  body jsonb not null,
  -- Given by the sequencer after commit: a serial number is not commit order.
  position bigint unique
);
create index fact_unsequenced on fact (number) where position is null;
create index fact_kind on fact (kind, position);

create table sequencer (one boolean primary key default true check (one), last bigint not null default 0);
insert into sequencer default values;

create table reader (name text primary key, position bigint not null default 0);

create table step (
  number bigint generated always as identity primary key,
  thing_kind text not null,
  thing_id uuid not null,
  command text not null,
  from_state text,
  to_state text not null,
  person_id uuid,
  why text,
  at timestamptz not null
);
create index step_of_thing on step (thing_kind, thing_id, number);

create table audit (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  person_id uuid,
  act text not null,
  thing text,
  outcome text not null,
  address text not null
);
create index audit_at on audit (at);
-- The chain stands apart, so that writers of audit rows never wait for each other.
create table audit_seal (
  position bigint primary key,
  -- No foreign key: its check would need the right to lock audit rows, and nobody has it.
  audit_number bigint not null unique,
  hash bytea not null
);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only added', tg_table_name;
end $$;
create trigger audit_only_grows before update or delete or truncate on audit for each statement execute function refuse_change();
create trigger audit_seal_only_grows before update or delete or truncate on audit_seal for each statement execute function refuse_change();
revoke update, delete, truncate on audit, audit_seal from current_user;

create table due (
  kind text not null,
  key text not null,
  at timestamptz not null,
  primary key (kind, key)
);
create index due_at on due (at);

-- A retried request has one effect: the first reply is kept (ids only, never a text).
create table answered (
  actor text not null,
  key text not null,
  endpoint text not null,
  request bytea not null,
  reply jsonb not null,
  at timestamptz not null,
  primary key (actor, key)
);
create index answered_at on answered (at);

-- Limits that must hold across processes and restarts: sign-in and codes.
create table attempt (
  subject bytea not null,
  kind text not null,
  at timestamptz not null,
  outcome text not null
);
create index attempt_subject on attempt (kind, subject, at);

create table setting (name text primary key, value jsonb not null);

-- One row: the clock of a throw-away installation (HEYI_CLOCK=manual).
create table manual_clock (one boolean primary key default true check (one), at timestamptz not null);

create table file (
  id uuid primary key,
  sha256 bytea not null,
  size bigint not null,
  type text not null,
  name text not null,
  width int,
  height int,
  person_id uuid not null,
  at timestamptz not null
);
create index file_sha256 on file (sha256);
create index file_of_person on file (person_id, at);
