import { useState } from 'react';
import { TOPIC } from '../../../features/deliberations/contract.ts';
import {
  addTopicPicture,
  changeTopicPicture,
  orderTopicPictures,
  removeTopicPicture,
} from '../../../features/deliberations/material-contract.ts';
import { call } from '../../call.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Field } from '../../ui/Field.tsx';
import { clock } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { RowTools } from '../parts/RowTools.tsx';
import type { Topic } from './draft.ts';
import { moved } from './order.ts';
import { useTopicChange } from './topic-change.tsx';
import { FileButton, UploadList, useUploads } from './Uploads.tsx';

type Picture = Topic['pictures'][number];

/** 图片 of the focus, in the order in which they are shown. */
export function Pictures({ topic }: { topic: Topic }) {
  const say = useWords().desk.editor;
  const change = useTopicChange(topic.id);
  const uploads = useUploads((stored) => change.run(() => call(addTopicPicture, { id: topic.id, fileId: stored.id, caption: '' })));
  const { pictures } = topic;
  const order = (index: number, by: -1 | 1) =>
    void change.run(() => call(orderTopicPictures, { id: topic.id, pictures: moved(pictures, index, by).map(({ id }) => id) }));
  return (
    <Panel title={say.sections.pictures}>
      <p className="second">{say.pictures.hint}</p>
      {pictures.length === 0 ? <p>{say.pictures.empty}</p> : null}
      <ul className="picture-list">
        {pictures.map((picture, index) => (
          <li key={picture.id}>
            <img src={picture.url} alt={picture.caption} width={picture.width} height={picture.height} />
            <Caption topicId={topic.id} picture={picture} index={index} />
            <RowTools name={say.pictures.name(index + 1)} index={index} of={pictures.length} onMove={(by) => order(index, by)}>
              <Remove topicId={topic.id} picture={picture} index={index} />
            </RowTools>
          </li>
        ))}
      </ul>
      {change.problem}
      <UploadList {...uploads} />
      {pictures.length < TOPIC.pictures ? (
        <FileButton
          id="add-picture"
          label={say.pictures.add}
          accept="image/jpeg,image/png,image/webp"
          multiple
          onFiles={(files) => void uploads.add(files)}
        />
      ) : null}
    </Panel>
  );
}

/** Saved when the field is left: one line, no button of its own. */
function Caption({ topicId, picture, index }: { topicId: string; picture: Picture; index: number }) {
  const say = useWords().desk.editor;
  const from = useStandpoint();
  const change = useTopicChange(topicId);
  const [caption, setCaption] = useState(picture.caption);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const save = async () => {
    if (caption.trim() === picture.caption) return;
    const done = await change.run(() => call(changeTopicPicture, { id: topicId, pictureId: picture.id, caption: caption.trim() }));
    if (done) setSavedAt(from.now);
  };
  return (
    <div className="grow">
      <Field
        id={`caption-${picture.id}`}
        name={`caption-${picture.id}`}
        label={
          <>
            {say.pictures.caption} <span className="spoken">{say.pictures.name(index + 1)}</span>
          </>
        }
        hint={say.pictures.captionHint}
        maxLength={60}
        value={caption}
        onChange={(event) => setCaption(event.currentTarget.value)}
        onBlur={() => void save()}
        saved={savedAt ? say.saved(clock(savedAt, from)) : undefined}
      />
      {change.problem}
    </div>
  );
}

function Remove({ topicId, picture, index }: { topicId: string; picture: Picture; index: number }) {
  const say = useWords().desk.editor;
  const { say: toast } = useToasts();
  const change = useTopicChange(topicId);
  const [asked, setAsked] = useState(false);
  const remove = async () => {
    if (await change.run(() => call(removeTopicPicture, { id: topicId, pictureId: picture.id }))) toast(say.pictures.removed);
  };
  return (
    <>
      <IconButton icon="trash" label={`${say.pictures.remove} ${say.pictures.name(index + 1)}`} onClick={() => setAsked(true)} />
      {asked ? (
        <Ask
          title={say.pictures.removeTitle(index + 1)}
          act={{ label: say.pictures.remove, look: 'danger', busy: change.busy, onAct: () => void remove() }}
          mild={{ label: say.materials.keep, onMild: () => setAsked(false) }}
        >
          <p>{say.pictures.removeText}</p>
          {change.problem}
        </Ask>
      ) : null}
    </>
  );
}
