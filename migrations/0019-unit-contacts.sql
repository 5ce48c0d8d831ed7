-- 单位联系人: whom a unit's contact is, as far as the phone says it: what somebody takes away and has erased holds it too.
-- Down: drop the view and the column.
-- Keyed digest of the number, as identities have it; null without a number, and until the daily sweep saw an older row.
alter table unit_contact add column phone_subject bytea;
create index unit_contact_phone on unit_contact (phone_subject) where phone_subject is not null;
-- By person: the digests of the numbers that are theirs here, as a member or as a unit's clerk.
create view shared_phone_subject as
  select person_id, subject from identity where kind = 'phone'
  union select person_id, phone_subject from unit_link;
