-- What was found fit may be read anew and taken down: a later round over the same version, beside the decision that stood.
-- Down: drop the column, after the later rounds.

alter table reading add column round int not null default 1;
alter table reading drop constraint reading_kind_thing_id_version_key;
alter table reading add unique (kind, thing_id, version, round);
