import type { Static } from 'typebox';
import type { StoredFile, storeFile } from '../features/files/contract.ts';
import type { Reply } from '../kit/endpoint.ts';
import { type CallProblem, Refused } from './call.ts';

export type Stored = Static<typeof StoredFile>;
interface Uploading {
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}
interface Answer {
  readonly code?: string;
  readonly sentence?: string;
  readonly problems?: readonly CallProblem[];
}

/** Sends one file and tells how far it got, which fetch cannot; refusals are thrown as by `call`. */
export const upload = (file: File, uploading: Uploading): Promise<Reply<typeof storeFile>> => uploadTo('/files', file, uploading);

/** The same for an endpoint of its own that takes one file. */
export function uploadTo<R>(path: string, file: File, { onProgress, signal }: Uploading): Promise<R> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file);
    request.open('POST', `/api${path}`);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300 && request.response) resolve(request.response);
      else reject(refused(request.status, request.response));
    };
    request.onerror = () => reject(refused(0, null));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

const refused = (status: number, answer: Answer | null): Refused => new Refused(status, answer ?? {});
