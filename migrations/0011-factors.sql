-- Second factors and step-up: one-time codes of an app, keys (WebAuthn), recovery codes; the half login between the first
-- step and the second; when a login last proved who sits there.
-- Down: drop the tables and columns named here.

create table totp (
  person_id uuid primary key references person (id) on delete cascade,
  secret bytea not null,
  created_at timestamptz not null,
  -- Counts only once its first code was entered.
  confirmed_at timestamptz,
  -- The 30-second step of the last code taken: no code is taken twice.
  last_step bigint not null default 0
);
create table web_key (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  -- Must grow, unless the key does not count (stays 0): a copied key is noticed.
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index web_key_of_person on web_key (person_id);
create table recovery_code (
  person_id uuid not null references person (id) on delete cascade,
  -- Keyed digest; the code itself is shown once.
  code bytea not null,
  used_at timestamptz,
  primary key (person_id, code)
);
-- The first step was proved and the second not yet: five minutes, a cookie of its own, no right to anything.
create table half_login (
  id uuid primary key,
  token bytea not null unique,
  person_id uuid not null references person (id) on delete cascade,
  means text not null,
  next text not null,
  -- The password is older than this installation allows.
  password_due boolean not null,
  -- A factor was proved; what is left is a new password, or the first key of an administrator.
  proved_by text,
  created_at timestamptz not null,
  ends_at timestamptz not null
);
create index half_login_of_person on half_login (person_id);
-- What a key signs: bound to one login or half login, used once.
create table key_challenge (
  challenge text primary key,
  -- The login or half login that asked.
  asker_id uuid not null,
  purpose text not null check (purpose in ('register', 'prove')),
  ends_at timestamptz not null
);

-- When this login last proved a password or a second factor (step-up).
alter table login add column proved_at timestamptz;
-- When the password was set.
alter table identity add column secret_at timestamptz;

-- Who has a second factor: asked wherever somebody enters.
create view shared_factor as
  select person_id, 'totp' as kind from totp where confirmed_at is not null
  union all
  select person_id, 'key' from web_key;
