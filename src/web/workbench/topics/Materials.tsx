import { useState } from 'react';
import {
  addMaterial,
  orderMaterials,
  removeMaterial,
  renameMaterial,
  replaceMaterial,
} from '../../../features/deliberations/material-contract.ts';
import { call } from '../../call.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Field } from '../../ui/Field.tsx';
import { FileKind } from '../../ui/Row.tsx';
import { exactMoment, fileSize, number } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useAround, useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { RowTools } from '../parts/RowTools.tsx';
import type { Topic } from './draft.ts';
import { moved } from './order.ts';
import { type TopicChange, useTopicChange } from './topic-change.tsx';
import { FileButton, UploadList, useUploads } from './Uploads.tsx';

type Material = Topic['materials'][number];
const ACCEPT = '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx';
/** 视力筛查报告.pdf is shown as 视力筛查报告. */
const titleOf = (file: File) => [...file.name.replace(/\.[^.]{1,5}$/, '')].slice(0, 60).join('') || file.name;

/** 资料查阅: documents with their versions and readers. */
export function Materials({ topic }: { topic: Topic }) {
  const { desk, words } = useAround();
  const say = words.desk.editor;
  const change = useTopicChange(topic.id);
  const uploads = useUploads((stored, file) =>
    change.run(() => call(addMaterial, { id: topic.id, fileId: stored.id, title: titleOf(file) })),
  );
  const { materials } = topic;
  const order = (index: number, by: -1 | 1) =>
    void change.run(() => call(orderMaterials, { id: topic.id, materials: moved(materials, index, by).map(({ id }) => id) }));
  return (
    <Panel title={say.sections.materials}>
      <p className="second">{say.materials.hint(desk.maxUploadMb)}</p>
      {materials.length === 0 ? <p>{say.materials.empty}</p> : null}
      <ul className="material-list">
        {materials.map((material, index) => (
          <li key={material.id}>
            <MaterialRow topicId={topic.id} material={material} />
            <RowTools name={material.title} index={index} of={materials.length} onMove={(by) => order(index, by)}>
              <Remove topicId={topic.id} material={material} />
            </RowTools>
          </li>
        ))}
      </ul>
      {change.problem}
      <UploadList {...uploads} />
      <FileButton id="add-material" label={say.materials.add} accept={ACCEPT} multiple onFiles={(files) => void uploads.add(files)} />
    </Panel>
  );
}

interface MaterialProps {
  topicId: string;
  material: Material;
}
function MaterialRow({ topicId, material }: MaterialProps) {
  const say = useWords().desk.editor.materials;
  const { say: toast } = useToasts();
  const change = useTopicChange(topicId);
  const uploads = useUploads(async (stored) => {
    const done = await change.run(() => call(replaceMaterial, { id: topicId, materialId: material.id, fileId: stored.id }));
    if (done) toast(say.replaced(material.version + 1));
    return done;
  });
  return (
    <div className="grow">
      <Document material={material} />
      <MaterialActs topicId={topicId} material={material} change={change} onReplace={(files) => void uploads.add(files)} />
      {change.problem}
      <UploadList {...uploads} />
    </div>
  );
}

interface MaterialActsProps extends MaterialProps {
  change: TopicChange;
  onReplace: (files: readonly File[]) => void;
}
/** A newer version, or another title; the buttons keep their places, and with them the focus. */
function MaterialActs({ topicId, material, change, onReplace }: MaterialActsProps) {
  const say = useWords().desk.editor.materials;
  const [title, setTitle] = useState<string | null>(null);
  const rename = async () => {
    const done = await change.run(() => call(renameMaterial, { id: topicId, materialId: material.id, title: (title ?? '').trim() }));
    if (done) setTitle(null);
  };
  const of = (act: string) => `${act}：${material.title}`;
  if (title === null)
    return (
      <div className="material-acts">
        <FileButton id={`replace-${material.id}`} label={say.replace} spoken={of(say.replace)} accept={ACCEPT} onFiles={onReplace} />
        <Button aria-label={of(say.rename)} onClick={() => setTitle(material.title)}>
          {say.rename}
        </Button>
      </div>
    );
  const id = `title-${material.id}`;
  return (
    <div className="material-acts">
      <Field id={id} name={id} label={say.name} maxLength={60} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      <Button busy={change.busy} onClick={() => void rename()}>
        {say.saveName}
      </Button>
      <Button look="quiet" onClick={() => setTitle(null)}>
        {say.keep}
      </Button>
    </div>
  );
}

/** What it is, how large, since when, and how many read it. */
function Document({ material }: { material: Material }) {
  const say = useWords().desk.editor.materials;
  const from = useStandpoint();
  const { version, size, at, readers } = material;
  const about = [say.version(version), fileSize(size), exactMoment(new Date(at), from), say.readers(number(readers))];
  return (
    <div className="material-head">
      <FileKind kind={kindOf(material.type)} />
      <span className="two-lines">
        <a href={material.url} target="_blank" rel="noreferrer">
          {material.title}
        </a>
        <span className="second">{about.join('・')}</span>
        <Versions material={material} />
      </span>
    </div>
  );
}
/** Earlier versions stay readable at their own address. */
function Versions({ material: { version, url } }: { material: Material }) {
  const say = useWords().desk.editor.materials;
  if (version < 2) return null;
  return (
    <span className="second">
      {say.earlier}
      {Array.from({ length: version - 1 }, (_, index) => index + 1).map((n) => (
        <a key={n} className="inline-link" href={url.replace(/\d+$/, String(n))} target="_blank" rel="noreferrer">
          {say.version(n)}
        </a>
      ))}
    </span>
  );
}

/** application/pdf: PDF; Word, Excel and slides by their usual letters. */
function kindOf(type: string): string {
  if (type.includes('pdf')) return 'PDF';
  if (/word/.test(type)) return 'DOC';
  if (/excel|sheet/.test(type)) return 'XLS';
  return /powerpoint|presentation/.test(type) ? 'PPT' : 'FILE';
}

function Remove({ topicId, material }: { topicId: string; material: Material }) {
  const say = useWords().desk.editor.materials;
  const { say: toast } = useToasts();
  const change = useTopicChange(topicId);
  const [asked, setAsked] = useState(false);
  const remove = async () => {
    if (await change.run(() => call(removeMaterial, { id: topicId, materialId: material.id }))) toast(say.removed);
  };
  return (
    <>
      <IconButton icon="trash" label={`${say.remove}：${material.title}`} onClick={() => setAsked(true)} />
      {asked ? (
        <Ask
          title={say.removeTitle(material.title)}
          act={{ label: say.remove, look: 'danger', busy: change.busy, onAct: () => void remove() }}
          mild={{ label: say.keep, onMild: () => setAsked(false) }}
        >
          <p>{say.removeText}</p>
          {change.problem}
        </Ask>
      ) : null}
    </>
  );
}
