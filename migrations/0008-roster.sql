-- 名册: lists that come in as Excel files, row by row, until they are written or given up; how a committee names its columns;
-- whom a unit answers through.
-- Down: drop the tables named here.

create table roster_import (
  id uuid primary key,
  committee_id uuid not null references org (id),
  -- The term whose seats a list of members fills.
  term_id uuid not null references term (id),
  kind text not null check (kind in ('members', 'partyMembers', 'units')),
  state text not null check (state in ('mapping', 'checked', 'importing', 'done', 'cancelled', 'expired')),
  file_name text not null,
  sheet_name text not null,
  -- Sheets that were not read: with something in them, and hidden.
  other_sheets int not null,
  hidden_sheets int not null,
  head_row int not null,
  heads jsonb not null,
  -- Field → column, from 0.
  mapping jsonb not null,
  row_count int not null,
  new_count int not null default 0,
  changed_count int not null default 0,
  same_count int not null default 0,
  wrong_count int not null default 0,
  -- How far the writing is: moves while the writing itself is seen by nobody.
  done_count int not null default 0,
  -- Why it came back from importing.
  trouble text check (trouble in ('moved-on', 'broke-off')),
  person_id uuid not null references person (id),
  address text not null,
  created_at timestamptz not null,
  checked_at timestamptz,
  begun_at timestamptz,
  ended_at timestamptz
);
create index roster_import_of_committee on roster_import (committee_id, id desc);

-- A file holds phones and identity numbers: its rows stand sealed, and go when the import ends.
create table roster_row (
  import_id uuid not null references roster_import (id),
  number int not null,
  cells bytea not null,
  outcome text check (outcome in ('new', 'changed', 'same', 'wrong')),
  -- Problems and differences, sealed as they name what stands in the row.
  result bytea,
  primary key (import_id, number)
);
create index roster_row_outcome on roster_row (import_id, outcome, number);

-- A head of a column → the field it stands for here; empty for one that is left out.
create table roster_head (
  committee_id uuid not null references org (id),
  kind text not null,
  head text not null,
  field text not null,
  primary key (committee_id, kind, head)
);

-- 承办联络员: the person through whom a unit without accounts answers.
create table unit_contact (
  unit_id uuid primary key references org (id),
  name text,
  phone_sealed bytea,
  updated_at timestamptz not null
);
create view shared_unit_contact as select unit_id, name, phone_sealed from unit_contact;
