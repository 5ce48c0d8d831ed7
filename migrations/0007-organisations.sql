-- The whole organisation tree, parties in protocol order, what a membership says, profiles that change by approval,
-- and who joined or left when. Terms end by their date; nothing of a past term is deleted.
-- Down: drop the tables named here, the columns added, and put the checks and functions of 0002 back.

-- 中共, 民革 … 群众: protocol order, never alphabetical. The words for a member and an organisation differ by party.
create table party (
  code text primary key,
  sort int not null unique,
  name text not null,
  short_name text not null,
  member_term text not null,
  -- 党, 盟, 会, 社; empty for those who are organised in none.
  org_term text not null
);
insert into party (code, sort, name, short_name, member_term, org_term) values
  ('communist', 1, '中国共产党', '中共', '党员', '党'),
  ('minge', 2, '中国国民党革命委员会', '民革', '党员', '党'),
  ('minmeng', 3, '中国民主同盟', '民盟', '盟员', '盟'),
  ('minjian', 4, '中国民主建国会', '民建', '会员', '会'),
  ('minjin', 5, '中国民主促进会', '民进', '会员', '会'),
  ('nonggong', 6, '中国农工民主党', '农工党', '党员', '党'),
  ('zhigong', 7, '中国致公党', '致公党', '党员', '党'),
  ('jiusan', 8, '九三学社', '九三学社', '社员', '社'),
  ('taimeng', 9, '台湾民主自治同盟', '台盟', '盟员', '盟'),
  ('nonparty', 10, '无党派人士', '无党派', '无党派人士', ''),
  ('masses', 11, '群众', '群众', '群众', ''),
  ('youthLeague', 12, '中国共产主义青年团', '共青团', '团员', '团');

alter table org drop constraint org_kind_check;
alter table org
  -- memberGroup 委员小组, partyOrg 党派组织, unit 承办单位, handoverOffice 交办机关: kept by one committee, like the others.
  add constraint org_kind_check check (kind in ('cppcc', 'subCommittee', 'office', 'memberGroup', 'partyOrg', 'unit', 'handoverOffice')),
  add party text references party (code),
  add party_level text check (party_level in ('central', 'province', 'city', 'base', 'branch', 'group')),
  add system text check (system in ('party', 'government', 'congress', 'cppcc', 'court', 'procuratorate', 'other')),
  -- 督查室 through which a unit gets its work.
  add handover_id uuid references org (id),
  -- Closed, never deleted: what happened there stays readable.
  add closed_on date,
  add constraint org_party check ((kind = 'partyOrg') = (party is not null) and (party is null) = (party_level is null)),
  add constraint org_system check ((kind in ('unit', 'handoverOffice')) = (system is not null)),
  add constraint org_handover check (handover_id is null or kind = 'unit');
create unique index org_name_once on org (committee_id, kind, name) where closed_on is null;
create index org_of_committee on org (committee_id, kind, sort);

alter table person
  -- Surname strokes: ranks of the characters by ICU's stroke order, comparable byte by byte. Pinyin is for search alone.
  add stroke_key text collate "C",
  add pinyin text collate "C",
  add initials text collate "C",
  -- By which tables these were made; another version makes them anew.
  add keys_by text;
create index person_stroke_key on person (stroke_key, id);

create table profile (
  person_id uuid primary key references person (id),
  gender text check (gender in ('male', 'female')),
  ethnicity text,
  education text,
  born_on date,
  -- 政治面貌.
  party text references party (code),
  employer text,
  post text,
  title text,
  identity_number_sealed bytea,
  identity_number_digest bytea unique,
  updated_at timestamptz not null,
  check ((identity_number_sealed is null) = (identity_number_digest is null))
);

alter table membership
  -- 委员证号.
  add number text,
  -- 政协职务: 主席, 副主席, 秘书长 …; its rank orders lists.
  add office text,
  add office_rank int not null default 99,
  -- 常委.
  add standing boolean not null default false,
  add sub_committee_duty text,
  add second_sub_committee_id uuid references org (id),
  add second_sub_committee_duty text,
  -- serving 在任, added 增补, resigned 辞职, revoked 撤销, removed 免去, deceased 病故.
  add status text not null default 'serving' check (status in ('serving', 'added', 'resigned', 'revoked', 'removed', 'deceased')),
  add constraint membership_ended check ((status in ('serving', 'added')) or until_on is not null),
  add constraint membership_second check (second_sub_committee_id is null or second_sub_committee_id is distinct from sub_committee_id);
create unique index membership_number on membership (term_id, number) where number is not null;
create index membership_of_committee on membership (committee_id, term_id);
create table membership_group (
  membership_id uuid not null references membership (id),
  group_id uuid not null references org (id),
  duty text,
  primary key (membership_id, group_id)
);
create index membership_group_of on membership_group (group_id);

create table party_membership (
  id uuid primary key,
  person_id uuid not null references person (id),
  org_id uuid not null references org (id),
  joined_on date,
  duty text,
  until_on date
);
create unique index party_membership_once on party_membership (person_id, org_id) where until_on is null;
create index party_membership_of_org on party_membership (org_id);

-- 增补, 调整, 辞职 …: who decided it, when and why. Rows are only added.
create table member_change (
  id uuid primary key,
  membership_id uuid not null references membership (id),
  kind text not null check (kind in ('joined', 'added', 'adjusted', 'resigned', 'revoked', 'removed', 'deceased', 'reinstated')),
  on_date date not null,
  why text,
  -- What an adjustment changed: field → [old, new]; organisations by id.
  changed jsonb not null default '{}',
  by_id uuid references person (id),
  at timestamptz not null
);
create index member_change_of on member_change (membership_id, at, id);

-- One field that a member wants changed; the liaison of the named committee decides.
create table profile_change (
  id uuid primary key,
  person_id uuid not null references person (id),
  committee_id uuid not null references org (id),
  field text not null,
  old_value text,
  new_value text,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
  why text,
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references person (id),
  check ((state = 'waiting') = (decided_at is null))
);
create unique index profile_change_waiting on profile_change (person_id, field) where state = 'waiting';
create index profile_change_of_committee on profile_change (committee_id, state, asked_at, id);

alter table role_grant drop constraint role_grant_role_check;
-- liaison 委员联络; systemAdmin, securityAdmin, auditAdmin 三员.
alter table role_grant add constraint role_grant_role_check
  check (role in ('editor', 'moderator', 'operator', 'liaison', 'systemAdmin', 'securityAdmin', 'auditAdmin'));

-- Who sits where on a day: from the first day of the seat and the term to the last day of the term or the day the seat ended.
create function shared_seats(day date)
returns table (id uuid, person_id uuid, committee_id uuid, term_id uuid, sector_id uuid, sub_committee_id uuid, from_on date) language sql stable as $$
  select m.id, m.person_id, m.committee_id, m.term_id, m.sector_id, m.sub_committee_id, m.from_on
  from membership m join term t on t.id = m.term_id
  where m.from_on <= day and (m.until_on is null or m.until_on > day) and t.starts_on <= day and t.ends_on >= day
$$;
create or replace function shared_capacity(person uuid, committee uuid, day date)
returns table (kind text, membership_id uuid, sector_id uuid, sub_committee_id uuid) language sql stable as $$
  select coalesce(seat.kind, case when exists (select 1 from role_grant r where r.person_id = person) then 'staff' else 'netizen' end),
    seat.id, seat.sector_id, seat.sub_committee_id
  from (values (1)) one left join lateral (
    select 'member' as kind, m.id, m.sector_id, m.sub_committee_id from shared_seats(day) m
    where m.person_id = person
    order by (m.committee_id = committee) desc, m.from_on limit 1
  ) seat on true
$$;
-- Columns are only added at the end.
create or replace view shared_person_card as
  select p.id, coalesce(p.name, p.nickname) as display_name, p.nickname, p.name, p.demo, p.stroke_key from person p;
create or replace view shared_org as
  select id, kind, level, committee_id, name, short_name, phone, sort, demo, party, system, handover_id, closed_on from org;
create or replace view shared_membership as
  select m.id, m.person_id, m.committee_id, m.sector_id, m.sub_committee_id, m.from_on, m.until_on, t.ends_on as term_ends_on,
    m.term_id, m.office, m.office_rank, m.standing, m.number, m.status, t.starts_on as term_starts_on
  from membership m join term t on t.id = m.term_id;
create view shared_party as select code, sort, name, short_name, member_term, org_term from party;
-- A host that is closed must have no topic left to host.
create or replace view shared_topic as
  select id, committee_id, title, state, demo, announced_at, host_id from topic;
