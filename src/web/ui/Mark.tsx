/** The seal 合, drawn as 人, 一, 口; the name of the site stands beside it. White on red grounds. */
export function Mark({ onRed }: { onRed?: boolean | undefined }) {
  return (
    <svg className={onRed ? 'mark on-hero' : 'mark'} viewBox="0 0 24 24" focusable="false" aria-hidden="true">
      <rect className="mark-seal" width="24" height="24" rx="4" />
      <path
        className="mark-lines"
        fill="none"
        strokeWidth="1.9"
        strokeLinecap="square"
        d="M12 4.6 5.2 10.6M12 4.6l6.8 6M9.4 12.1h5.2M8 15.3h8v4.2H8z"
      />
    </svg>
  );
}
