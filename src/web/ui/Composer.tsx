import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';

interface ComposerRestProps {
  /** Where the composer opens. */
  href: string;
  label: string;
  picture?: { href: string; label: string } | undefined;
}

/** The composer at rest, at the foot of a page: looks like a field, is a link. */
export function ComposerRest({ href, label, picture }: ComposerRestProps) {
  return (
    <div className="composer-rest">
      <a className="input" href={href}>
        <Icon name="pen" />
        <span>{label}</span>
      </a>
      {picture ? (
        <a className="icon-button" href={picture.href} aria-label={picture.label} title={picture.label}>
          <Icon name="picture" />
        </a>
      ) : null}
    </div>
  );
}

export interface Upload {
  key: string;
  src: string;
  alt: string;
  wrong?: boolean | undefined;
  /** Takes the picture out again. */
  onRemove?: (() => void) | undefined;
}

interface UploadsProps {
  id: string;
  /** Without it the chosen files are not part of the form. */
  name?: string | undefined;
  uploads: readonly Upload[];
  addLabel: string;
  removeLabel: (alt: string) => string;
  accept: string;
  onAdd?: ((files: FileList | null) => void) | undefined;
}

/** The pictures of a post being written, and the place to add one. */
export function Uploads({ id, name, uploads, addLabel, removeLabel, accept, onAdd }: UploadsProps) {
  return (
    <div className="uploads">
      {uploads.map(({ key, src, alt, wrong, onRemove }) => (
        <span key={key} className={classes('upload', wrong && 'wrong')}>
          <img src={src} alt={alt} />
          {onRemove ? (
            <button type="button" className="icon-button" aria-label={removeLabel(alt)} onClick={onRemove}>
              <Icon name="close" />
            </button>
          ) : null}
        </span>
      ))}
      <label className="upload add">
        <Icon name="plus" />
        <span className="spoken">{addLabel}</span>
        <input
          type="file"
          id={id}
          name={name}
          accept={accept}
          multiple
          {...(onAdd ? { onChange: (event) => onAdd(event.currentTarget.files) } : {})}
        />
      </label>
    </div>
  );
}
