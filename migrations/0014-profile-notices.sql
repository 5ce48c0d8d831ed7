-- 消息 about what became of a change of one's own data: made from the change.
-- Down: put the checks of 0012 back, drop the view.
create view shared_profile_change as select id, person_id, committee_id, field, state, why from profile_change;
alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in ('reply', 'published', 'refused', 'changeAccepted', 'changeRefused', 'appealGranted',
    'appealUpheld', 'dutyGranted', 'dutyEnded', 'profileAccepted', 'profileRefused')),
  drop constraint notice_about,
  add constraint notice_about check ((kind in ('dutyGranted', 'dutyEnded', 'profileAccepted', 'profileRefused')) = (about_id is not null)
    and (about_id is null) = (post_id is not null));
