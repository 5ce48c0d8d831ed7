-- 内容审核: what waits to be read, who decided what and why, appeals. Knows its things by kind and id only.
-- Down: drop the tables named here.

create table reading (
  id uuid primary key,
  -- post; later features add kinds through the registry.
  kind text not null,
  thing_id uuid not null,
  version int not null,
  committee_id uuid not null references org (id),
  topic_id uuid,
  author_id uuid not null references person (id),
  author_kind text not null,
  -- before: nothing is public yet; after: it is public while it waits.
  mode text not null check (mode in ('before', 'after')),
  state text not null check (state in ('waiting', 'held', 'accepted', 'refused', 'withdrawn', 'appealed', 'upheld')),
  -- Where an undone act or a withdrawal taken back leads to; null when there is no way back.
  previous_state text,
  -- What the machine suspects: kinds and places in the text, never the text itself.
  flags jsonb not null default '[]',
  arrived_at timestamptz not null,
  -- A moderator's last act, holding included: taken back by the same person within a minute.
  acted_at timestamptz,
  acted_by uuid references person (id),
  -- Acceptance or refusal.
  decided_at timestamptz,
  decided_by uuid references person (id),
  -- From arrival to decision by the working calendar of that time: what "usually read within N working hours" is measured by.
  worked_minutes int,
  reason text,
  own_words text,
  appeal_words text,
  appealed_at timestamptz,
  appeal_decided_at timestamptz,
  appeal_decided_by uuid references person (id),
  appeal_answer text,
  unique (kind, thing_id, version)
);
create index reading_queue on reading (committee_id, state, arrived_at, id);
create index reading_decided on reading (committee_id, decided_at desc, id desc) where decided_at is not null;
create index reading_of_author on reading (author_id, id desc);
create index reading_decider on reading (decided_by, decided_at) where decided_by is not null;
create index reading_appeal_decider on reading (appeal_decided_by, appeal_decided_at) where appeal_decided_by is not null;
