-- A topic's draft is kept as it was typed: whole only from its announcement on, which the program asks for and this check repeats.
-- Down: refuse while incomplete drafts exist; else set not null again and add the check (starts_at < ends_at).

alter table topic alter column host_id drop not null;
alter table topic add constraint topic_announced_whole
  check (announced_at is null or (host_id is not null and summary <> '' and focus <> ''));

alter table topic_part alter column starts_at drop not null;
alter table topic_part alter column ends_at drop not null;
alter table topic_part drop constraint topic_part_check;

create or replace view shared_topic_posting as
  select topic_id, starts_at, ends_at from topic_part where kind = 'posting' and starts_at < ends_at;
