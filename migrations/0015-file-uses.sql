-- Uploads that stand nowhere are swept: where a file stands, its owners say here. Whoever names files in a new place adds it.
-- Down: drop the view and the indexes.

create view shared_file_use as
  select file_id from topic_picture
  union all select file_id from material_version
  union all select file_id from post_picture
  -- What somebody is still writing holds its pictures without a foreign key.
  union all select unnest(pictures) from draft;

-- Deleting a file asks each of them whether it stands there.
create index topic_picture_of_file on topic_picture (file_id);
create index material_version_of_file on material_version (file_id);
create index post_picture_of_file on post_picture (file_id);
