-- 开通: how people who are listed get in: activation by card, text message or at a meeting; personal links of units that keep no
-- accounts; the way back after a lost phone; text messages that wait to be sent.
-- Down: drop the tables, view and column named here; put the purposes of 0002 back.

-- One chance to get in, for one person. Making a new one ends the one before.
create table activation (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- The committee whose staff made it; its open topic is where the person lands.
  committee_id uuid not null references org (id),
  -- card: printed. text: sent to the phone in the roster. meeting: by staff, with the person before them.
  way text not null check (way in ('card', 'text', 'meeting')),
  state text not null check (state in ('open', 'used', 'voided', 'lapsed')),
  -- The link's 32 random bytes: digest. The card's ten characters: keyed digest, as their space is smaller.
  secret bytea not null unique,
  code bytea not null unique,
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'open') = (ended_at is null))
);
create unique index activation_open on activation (person_id) where state = 'open';
create index activation_of_committee on activation (committee_id, made_at desc, id desc);
create index activation_of_person on activation (person_id, id desc);

-- 承办单位直达链接: a clerk without an account. The person is made with the link and has no other way in.
create table unit_link (
  id uuid primary key,
  unit_id uuid not null references org (id),
  committee_id uuid not null references org (id),
  person_id uuid not null unique references person (id),
  -- 32 random bytes: digest. Replaced when the link is sent anew.
  secret bytea not null unique,
  phone_sealed bytea not null,
  phone_subject bytea not null,
  state text not null check (state in ('active', 'revoked')),
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid references person (id),
  check ((state = 'active') = (revoked_at is null))
);
create index unit_link_of_committee on unit_link (committee_id, made_at desc, id desc);
-- One link a unit and phone.
create unique index unit_link_active on unit_link (unit_id, phone_subject) where state = 'active';

-- 找回: staff give somebody a new phone, the person being before them. The old phone may say for a day that it was not its owner.
create table phone_recovery (
  id uuid primary key,
  person_id uuid not null references person (id),
  committee_id uuid not null references org (id),
  state text not null check (state in ('started', 'done', 'dropped', 'disputed')),
  reason text not null,
  -- What staff looked at: 委员证, 身份证, known in person.
  checked text not null,
  started_by uuid not null references person (id),
  started_at timestamptz not null,
  new_sealed bytea not null,
  -- The number before; null when there was none.
  old_sealed bytea,
  -- The old phone's link, 32 random bytes: digest; null when there is no old phone.
  secret bytea unique,
  ended_at timestamptz,
  dispute_until timestamptz
);
create unique index phone_recovery_started on phone_recovery (person_id) where state = 'started';
create index phone_recovery_of_committee on phone_recovery (committee_id, started_at desc, id desc);
create index phone_recovery_of_person on phone_recovery (person_id, started_at desc);

-- Text messages that are no one-time codes: one row each, the effect that happens once. Emptied when it came to an end.
create table text_message (
  id uuid primary key,
  -- activation, unitLink, recovery: the sentence it carries.
  kind text not null,
  -- The thing that it is about.
  about uuid not null,
  -- Number and link, sealed; null once sent or given up: a link in a table is a door.
  sealed bytea,
  made_at timestamptz not null,
  tries int not null default 0,
  sent_at timestamptz,
  gave_up_at timestamptz,
  -- Why the last try failed: a code, never a number.
  trouble text
);
create index text_message_about on text_message (about, made_at desc);
create index text_message_open on text_message (made_at) where sent_at is null and gave_up_at is null;

-- One-time codes serve more than signing in; `about` binds one to the thing it was asked for.
alter table one_time_code drop constraint one_time_code_purpose_check;
alter table one_time_code add constraint one_time_code_purpose_check check (purpose ~ '^[a-z][A-Za-z]{2,30}$');
alter table one_time_code add column about uuid;

-- Whose login acts for which unit.
create view shared_unit_clerk as
  select person_id, unit_id, committee_id, expires_at from unit_link where state = 'active';
-- How far somebody is in: 'in' once a phone or an account was proved by its owner.
create view shared_way_in as
  select p.id as person_id, p.disabled_at is not null as disabled,
    exists (select 1 from identity i where i.person_id = p.id and i.kind <> 'email' and i.verified_at is not null) as active
  from person p;
