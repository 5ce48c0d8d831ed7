import type { FormEvent } from 'react';
import type { Problem } from '../../../web/page-route.ts';
import { Button, Buttons } from '../../../web/ui/Button.tsx';
import { type Upload, Uploads } from '../../../web/ui/Composer.tsx';
import { SheetFoot } from '../../../web/ui/Dialog.tsx';
import { Checkbox, FieldGroup, FileField, TextArea } from '../../../web/ui/Field.tsx';
import { OfflineBand } from '../../../web/ui/Messages.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import type { compose } from '../../../web/words/zh/compose.ts';

export type ComposeWords = typeof compose;
export interface ComposePlace {
  readonly topicId: string;
  readonly replyTo: { readonly id: string; readonly name: string } | null;
}
export interface Terms {
  /** Under which name; null before sign-in. */
  readonly as: string | null;
  readonly readFirst: boolean;
  readonly hours: number | null;
}
/** What the page tells the composer's script. */
export interface ComposerData extends Terms {
  readonly place: ComposePlace;
  readonly most: number;
  readonly mostPictures: number;
  /** What was saved here before; null when nothing was. */
  readonly draft: Draft | null;
  /** Where the script of the sheet is. */
  readonly script: string;
}
export interface Draft {
  readonly text: string;
  readonly pictures: readonly { readonly id: string; readonly url: string }[];
}
/** What only a script can do. */
export interface Live {
  readonly count: string;
  readonly saved: string | undefined;
  readonly uploads: readonly Upload[];
  readonly uploading: string | undefined;
  /** Ids of pictures that the form itself carries; the composer sends them without it. */
  readonly chosen?: readonly string[] | undefined;
  readonly phase: 'writing' | 'sending' | 'waiting' | 'signIn';
  readonly offline: string | undefined;
  readonly expired: boolean;
  /** Why the text stays on this device alone. */
  readonly withheld: string | undefined;
  onInput(text: string): void;
  onFiles(files: FileList | null): void;
  onSubmit(form: HTMLFormElement): void;
  onChange(): void;
}
export interface ComposeFormProps extends Terms {
  words: ComposeWords;
  place: ComposePlace;
  text: string;
  pictures: readonly { readonly id: string; readonly url: string }[];
  problems: readonly Problem[];
  /** Hidden fields of the plain form. */
  fields?: Readonly<Record<string, string>> | undefined;
  /** Where the plain form goes. */
  action: string;
  /** It stands already: what is changed is saved. */
  standing?: boolean | undefined;
  limit: string;
  rows?: number | undefined;
  /** Browsers do not put back what was typed here before: it was published. */
  fresh?: boolean | undefined;
  live?: Live | undefined;
}

/** Sentences by the field they are about; what belongs to no field is about the text, unless it is about files. */
export const problemsAt = (problems: readonly Problem[], field: 'text' | 'pictures'): string | undefined =>
  problems.find((one) => (one.field === 'pictures' || /picture|file/.test(one.code ?? '') ? 'pictures' : 'text') === field)?.sentence;

/** The composer: a plain form that works without script, and the same form alive. */
export function ComposeForm(props: ComposeFormProps) {
  const { words, place, text, problems, fields, action, limit, rows = 5, fresh, standing, live } = props;
  const lines = (['text', 'pictures'] as const).flatMap((field) => {
    const sentence = problemsAt(problems, field);
    return sentence === undefined ? [] : [{ field, sentence }];
  });
  return (
    <form
      method="post"
      action={action}
      encType="multipart/form-data"
      noValidate
      data-compose=""
      {...(fresh ? { autoComplete: 'off' } : {})}
      {...(live ? { onSubmit: submitting(live) } : {})}
    >
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {lines.length > 0 ? <RefusalSummary title={(standing ? words.edit : words).refused(lines.length)} lines={lines} /> : null}
      <TextArea
        id="text"
        name="text"
        rows={rows}
        label={place.replyTo ? words.replyLabel : words.label}
        hint={words.secrecy}
        defaultValue={text}
        error={problemsAt(problems, 'text')}
        saved={live ? live.saved : undefined}
        count={live ? live.count : limit}
        readOnly={live !== undefined && live.phase !== 'writing'}
        {...(live ? { onInput: (event) => live.onInput(event.currentTarget.value) } : {})}
      />
      <Pictures {...props} />
      {live ? <Kept words={words} live={live} /> : null}
      <Foot {...props} />
    </form>
  );
}

/** Why what is typed is kept on this device alone, or waits there. */
const Kept = ({ words, live }: { words: ComposeWords; live: Live }) => (
  <>
    {live.expired ? <p className="second">{words.expired}</p> : null}
    {live.withheld ? (
      <p className="second" role="status">
        {live.withheld}
      </p>
    ) : null}
    {live.offline ? <OfflineBand>{live.offline}</OfflineBand> : null}
  </>
);

const submitting = (live: Live) => (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault();
  live.onSubmit(event.currentTarget);
};

function Pictures({ words, pictures, problems, live }: ComposeFormProps) {
  const error = problemsAt(problems, 'pictures');
  if (live)
    return (
      <FieldGroup id="pictures-group" legend={words.pictures} hiddenLegend error={error}>
        <Uploads
          id="pictures"
          {...(live.chosen ? {} : { name: 'pictures' })}
          accept="image/*"
          addLabel={words.addPicture}
          removeLabel={words.remove}
          uploads={live.uploads}
          onAdd={live.onFiles}
        />
        {live.chosen?.map((id) => (
          <input key={id} type="hidden" name="pictures" value={id} />
        ))}
        {live.uploading ? (
          <p className="note" role="status">
            {live.uploading}
          </p>
        ) : null}
      </FieldGroup>
    );
  return (
    <>
      {pictures.map(({ id }, i) => (
        <Checkbox key={id} name="pictures" value={id} defaultChecked label={words.keepPicture(i + 1)} />
      ))}
      <FileField id="pictures" name="pictures" label={words.pictures} hint={words.pictureHint} accept="image/*" multiple error={error} />
    </>
  );
}

function Foot({ words, as, readFirst, hours, standing, live }: ComposeFormProps) {
  const terms = words.join([
    as === null ? words.anyName : words.as(as),
    ...(readFirst ? [words.readFirst, ...(hours === null ? [] : [words.within(hours)])] : [(standing ? words.edit : words).atOnce]),
  ]);
  if (live?.phase === 'waiting')
    return (
      <Buttons>
        <Button look="primary" type="submit">
          {words.tryNow}
        </Button>
        <Button onClick={live.onChange}>{words.change}</Button>
      </Buttons>
    );
  const sending = live?.phase === 'sending';
  return (
    <SheetFoot
      act={
        <Button look="primary" type="submit" busy={sending}>
          {sending ? (standing ? words.edit : words).sending : (standing ? words.edit : words).send}
        </Button>
      }
    >
      {terms}
    </SheetFoot>
  );
}
