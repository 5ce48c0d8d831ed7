-- 名册: which sheet of a workbook was taken and may be taken instead, and rows of it that list nobody (合计); 支部变更: who moved from one
-- organisation of a party to another.
-- Down: drop the tables named here and the columns added; give sheet_name, other_sheets and hidden_sheets back.

alter table roster_import
  -- Every sheet in its order: name, hidden, rows, how many heads are known, whether all that must be there is, why it cannot be taken.
  add sheets jsonb not null default '[]',
  add sheet_at int not null default 0,
  -- Rows of totals and notes, by their number in the file.
  add left_out int[] not null default '{}';
update roster_import set sheets = jsonb_build_array(jsonb_build_object('name', sheet_name, 'hidden', false, 'rows', row_count, 'known', 0,
  'whole', true, 'trouble', null));
alter table roster_import drop sheet_name, drop other_sheets, drop hidden_sheets;

-- The file itself, sealed, as long as another sheet of it may be taken; it goes with the rows.
create table roster_file (
  import_id uuid primary key references roster_import (id),
  content bytea not null
);

-- 支部变更: one membership ended because another of the same party began. Rows are only added.
create table party_move (
  id uuid primary key,
  from_id uuid not null unique references party_membership (id),
  to_id uuid not null unique references party_membership (id),
  on_date date not null,
  why text,
  by_id uuid references person (id),
  at timestamptz not null,
  check (from_id <> to_id)
);
create index party_move_by on party_move (by_id);
