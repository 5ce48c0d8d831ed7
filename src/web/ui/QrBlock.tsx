interface QrBlockProps {
  /** Path data of the dark modules, one unit a module. */
  path: string;
  /** Modules a side, quiet zone included. */
  modules: number;
  /** Spoken: where the code leads. */
  label: string;
  /** The address in letters, for whoever cannot scan. */
  address: string;
  caption?: string | undefined;
}

/** A code to scan, always dark on white. */
export function QrBlock({ path, modules, label, address, caption }: QrBlockProps) {
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${modules} ${modules}`} role="img" aria-label={label}>
        <path d={path} />
      </svg>
      {caption ? <p>{caption}</p> : null}
      <p className="qr-address">{address}</p>
    </div>
  );
}
