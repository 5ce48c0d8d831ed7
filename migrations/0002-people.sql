-- Organisations, terms, sectors; person, identity and membership apart from the start (one person may sit at two levels
-- and be a party member at once); logins; role grants.
-- Down: drop the tables named here.

create table org (
  id uuid primary key,
  -- cppcc: a committee, the tenant. subCommittee, office: within one.
  kind text not null check (kind in ('cppcc', 'subCommittee', 'office')),
  level text check (level in ('national', 'province', 'city', 'county')),
  -- Upper committees guide, they do not command: no right follows from this link.
  upper_id uuid references org (id),
  committee_id uuid references org (id),
  name text not null,
  short_name text not null,
  phone text,
  sort int not null default 0,
  -- Part of the demo world, which one button takes away.
  demo boolean not null default false,
  check ((kind = 'cppcc') = (level is not null)),
  check ((kind = 'cppcc') = (committee_id is null))
);
create table term (
  id uuid primary key,
  committee_id uuid not null references org (id),
  ordinal int not null,
  starts_on date not null,
  ends_on date not null,
  unique (committee_id, ordinal)
);
create table sector (
  id uuid primary key,
  term_id uuid not null references term (id),
  name text not null,
  sort int not null,
  unique (term_id, name)
);
create table person (
  id uuid primary key,
  -- A member's or a staff member's name; a netizen has only a nickname.
  name text,
  nickname text,
  -- Folded form (NFKC, case, confusable characters): two people never look alike.
  nickname_key text unique,
  locale text not null default 'zh' check (locale in ('zh', 'en')),
  created_at timestamptz not null,
  disabled_at timestamptz,
  demo boolean not null default false,
  check (name is not null or nickname is not null)
);
create table identity (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('account', 'phone', 'email')),
  -- account: digest of the folded name; phone, email: keyed digest.
  subject bytea not null,
  -- phone, email: the readable value, sealed. account: the name as it is.
  sealed bytea not null,
  -- account: argon2id.
  secret text,
  verified_at timestamptz,
  created_at timestamptz not null,
  unique (kind, subject)
);
create index identity_of_person on identity (person_id);
create table membership (
  id uuid primary key,
  person_id uuid not null references person (id),
  committee_id uuid not null references org (id),
  term_id uuid not null references term (id),
  sector_id uuid not null references sector (id),
  sub_committee_id uuid references org (id),
  from_on date not null,
  until_on date,
  unique (person_id, term_id)
);
create table role_grant (
  person_id uuid not null references person (id),
  -- editor (topics), moderator, operator: duties of staff.
  role text not null check (role in ('editor', 'moderator', 'operator')),
  body_id uuid not null references org (id),
  office_id uuid references org (id),
  since timestamptz not null,
  primary key (person_id, role, body_id)
);
create table login (
  id uuid primary key,
  -- SHA-256 of the cookie: a stolen table opens no door.
  token bytea not null unique,
  person_id uuid not null references person (id),
  means text not null,
  device text not null,
  address text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Whichever comes first ends it.
  idle_until timestamptz not null,
  ends_at timestamptz not null
);
create index login_of_person on login (person_id);
create table one_time_code (
  id uuid primary key,
  purpose text not null check (purpose in ('login', 'email')),
  subject bytea not null,
  sealed bytea not null,
  -- Bound to the browser that asked for it.
  request text not null,
  code bytea not null,
  tries int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_code_subject on one_time_code (purpose, subject, created_at);

-- Published views: what other features may read of people.
create view shared_person_card as
  select p.id, coalesce(p.name, p.nickname) as display_name, p.nickname, p.name, p.demo from person p;
create view shared_sector as
  select s.id, s.name, s.sort, s.term_id, t.committee_id, t.starts_on as term_starts_on, t.ends_on as term_ends_on
  from sector s join term t on t.id = s.term_id;
create view shared_org as
  select id, kind, level, committee_id, name, short_name, phone, sort, demo from org;
create view shared_membership as
  select m.id, m.person_id, m.committee_id, m.sector_id, m.sub_committee_id, m.from_on, m.until_on, t.ends_on as term_ends_on
  from membership m join term t on t.id = m.term_id;
create view shared_role as
  select person_id, role, body_id from role_grant;
-- How a person acts towards a committee on a day: its member if seated there, else a member elsewhere, else staff, else a netizen.
create function shared_capacity(person uuid, committee uuid, day date)
returns table (kind text, membership_id uuid, sector_id uuid, sub_committee_id uuid) language sql stable as $$
  select coalesce(seat.kind, case when exists (select 1 from role_grant r where r.person_id = person) then 'staff' else 'netizen' end),
    seat.id, seat.sector_id, seat.sub_committee_id
  from (values (1)) one left join lateral (
    select 'member' as kind, m.id, m.sector_id, m.sub_committee_id from membership m join term t on t.id = m.term_id
    where m.person_id = person and m.until_on is null and t.ends_on >= day
    order by (m.committee_id = committee) desc, m.from_on limit 1
  ) seat on true
$$;
