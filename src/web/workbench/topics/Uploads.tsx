import { useCallback, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { type Stored, upload } from '../../upload.ts';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { noted } from '../queries.ts';

interface Upload {
  readonly key: number;
  readonly file: File;
  readonly share: number;
  readonly problem: string | null;
  readonly stop: AbortController;
}

/** Files on their way: each with how far it got, or why it was refused and what can be done. */
export function useUploads(onStored: (stored: Stored, file: File) => Promise<boolean>) {
  const words = useWords();
  const { say } = useToasts();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const next = useRef(0);
  const change = (key: number, more: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)));
  const drop = useCallback((key: number) => setUploads((all) => all.filter((one) => one.key !== key)), []);
  const send = async (file: File) => {
    const key = next.current++;
    const stop = new AbortController();
    setUploads((all) => [...all, { key, file, share: 0, problem: null, stop }]);
    try {
      const stored = await upload(file, { onProgress: (share) => change(key, { share }), signal: stop.signal });
      if (await onStored(stored, file)) say(words.desk.editor.upload.done(file.name));
      drop(key);
    } catch (error) {
      noted(error);
      if (stop.signal.aborted) drop(key);
      else change(key, { problem: sentenceOf(error, words) });
    }
  };
  return {
    uploads,
    drop,
    /** One after the other: the order chosen is the order kept. */
    async add(files: readonly File[]): Promise<void> {
      for (const file of files) await send(file);
    },
    async again({ key, file }: Upload): Promise<void> {
      drop(key);
      await send(file);
    },
  };
}
export type UploadsState = ReturnType<typeof useUploads>;

export function UploadList({ uploads, drop, again }: UploadsState) {
  const say = useWords().desk.editor.upload;
  return (
    <ul className="upload-list">
      {uploads.map((one) => (
        <li key={one.key}>
          {one.problem === null ? (
            <>
              <span>{say.running(one.file.name)}</span>
              <progress value={one.share} max={1} aria-label={say.running(one.file.name)} />
              <span>{say.progress(Math.round(one.share * 100))}</span>
              <Button look="quiet" onClick={() => one.stop.abort()}>
                {say.cancel}
              </Button>
            </>
          ) : (
            <>
              <span className="field-error" role="alert">
                <Icon name="alert" />
                <span>{say.failed(one.file.name, one.problem)}</span>
              </span>
              <Button onClick={() => void again(one)}>{say.again}</Button>
              <Button look="quiet" onClick={() => drop(one.key)}>
                {say.dismiss}
              </Button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Looks like a button, is the file field: mouse and keyboard both open the computer's own dialog. */
export function FileButton({
  id,
  label,
  accept,
  multiple,
  onFiles,
  spoken,
}: {
  id: string;
  label: string;
  accept: string;
  multiple?: boolean | undefined;
  onFiles: (files: readonly File[]) => void;
  /** Where the word alone would not say of what: 上传新版. */
  spoken?: string | undefined;
}) {
  return (
    <label className="button file-button">
      <Icon name="plus" />
      <span>{label}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple ?? false}
        aria-label={spoken ?? label}
        onChange={(event) => {
          // Copied first: the field's own list empties with it. The same file again is then a new choice.
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
