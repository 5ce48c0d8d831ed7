-- 隐私: the privacy notice in versions and who agreed to which, what people take away, what they had erased.
-- Down: drop the tables and the function named here, and erased_at of person and post.

-- The person stays as a row without a bearer: facts, steps and audit point at it.
alter table person add column erased_at timestamptz;
alter table post add column erased_at timestamptz;

create table privacy_notice (
  version int primary key,
  -- From this day on people are asked to agree.
  effective_on date not null,
  published_at timestamptz not null,
  -- Null: the text that comes with the program.
  published_by uuid references person (id),
  -- By language: zh, en.
  text jsonb not null,
  changed jsonb not null
);
-- What somebody declared, when and where: the notice by its version; of14 (已满14周岁) once.
create table consent (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('notice', 'of14')),
  version int references privacy_notice (version),
  at timestamptz not null,
  -- page, desk, signUp, activation.
  place text not null,
  check ((kind = 'notice') = (version is not null)),
  unique nulls not distinct (person_id, kind, version)
);
-- Published: the version in force on a day that a person has not agreed to; null when nothing is asked of them.
create function shared_consent_owed(person uuid, day date) returns int language sql stable as $$
  select n.version from (select max(version) as version from privacy_notice where effective_on <= day) n
  where n.version is not null
    and not exists (select 1 from consent c where c.person_id = person and c.kind = 'notice' and c.version >= n.version)
$$;

create table data_export (
  id uuid primary key,
  person_id uuid not null references person (id),
  state text not null check (state in ('waiting', 'ready', 'failed', 'ended')),
  asked_at timestamptz not null,
  ready_at timestamptz,
  ends_at timestamptz,
  size bigint
);
create index data_export_of_person on data_export (person_id, id desc);
-- One at a time.
create unique index data_export_one on data_export (person_id) where state = 'waiting';

create table erasure_request (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- netizen: carried out after a day unless taken back. member: answered by the liaison of the committee.
  kind text not null check (kind in ('netizen', 'member')),
  committee_id uuid references org (id),
  state text not null check (state in ('waiting', 'cancelled', 'done', 'refused')),
  asked_at timestamptz not null,
  due_at timestamptz,
  words text,
  answered_by uuid references person (id),
  answered_at timestamptz,
  answer text,
  check ((kind = 'member') = (committee_id is not null))
);
create unique index erasure_request_open on erasure_request (person_id) where state = 'waiting';
create index erasure_request_of_committee on erasure_request (committee_id, id desc) where committee_id is not null;

-- The ledger: whom a restored backup must not bring back. No foreign key: a backup may be older than the person.
create table erasure (
  person_id uuid primary key,
  at timestamptz not null,
  kind text not null,
  -- By entry of the registry: how much was removed, how much is kept without the person.
  outcome jsonb not null
);
