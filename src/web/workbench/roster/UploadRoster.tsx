import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { RosterKind } from '../../../features/roster/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { uploadTo } from '../../upload.ts';
import { useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { sentenceOf } from '../frame/trouble.ts';
import { noted, refresh } from '../queries.ts';
import { FileButton } from '../topics/Uploads.tsx';
import { uploadPath } from './queries.ts';

// What offices have lies beside what is taken: chosen, it is told what to do about it.
const OFFERED = '.xlsx,.xls,.et,.csv';
interface Sending {
  readonly name: string;
  readonly share: number;
  readonly stop: AbortController;
}
/** A file on its way: how far it got, why it was refused; taken in, its own screen opens. */
export function UploadRoster({ committee, kind, label }: { committee: string; kind: RosterKind; label?: string | undefined }) {
  const say = useWords().roster.screen;
  const { sending, problem, send } = useSending(committee, kind);
  return (
    <>
      {problem === null ? null : (
        <p className="field-error" role="alert">
          <Icon name="alert" />
          <span>{problem}</span>
        </p>
      )}
      {sending ? (
        <OnItsWay {...sending} />
      ) : (
        <FileButton id="roster-file" label={label ?? say.start} accept={OFFERED} onFiles={([file]) => void send(file)} />
      )}
    </>
  );
}

function useSending(committee: string, kind: RosterKind) {
  const words = useWords();
  const { history } = useRouter();
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    const stop = new AbortController();
    setProblem(null);
    setSending({ name: file.name, share: 0, stop });
    try {
      const onProgress = (share: number) => setSending({ name: file.name, share, stop });
      const { id } = await uploadTo<{ id: string }>(uploadPath(committee, kind), file, { onProgress, signal: stop.signal });
      await refresh(['roster-imports', committee]);
      history.push(at(`/roster/${id}`));
    } catch (error) {
      noted(error);
      if (!stop.signal.aborted) setProblem(words.roster.screen.refused(file.name, sentenceOf(error, words)));
    }
    setSending(null);
  };
  return { sending, problem, send };
}

function OnItsWay({ name, share, stop }: Sending) {
  const words = useWords();
  const say = words.roster.screen;
  return (
    <ul className="upload-list">
      <li>
        <span role="status">{`${say.reading} ${name}`}</span>
        <progress {...(share < 1 && { value: share })} max={1} aria-label={say.reading} />
        <span>{say.progress(Math.round(share * 100))}</span>
        <Button look="quiet" onClick={() => stop.abort()}>
          {words.desk.editor.upload.cancel}
        </Button>
      </li>
    </ul>
  );
}
