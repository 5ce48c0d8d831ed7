import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';

/** Square with wash = member, square outline = party member, circle = netizen, solid = unit. */
export type PersonKind = 'member' | 'partyMember' | 'netizen' | 'unit';
const shape: Record<PersonKind, string> = { member: 'member', partyMember: 'party-member', netizen: 'netizen', unit: 'unit' };

interface PersonMarkProps {
  kind: PersonKind;
  name: string;
  photo?: string | undefined;
}

/** The seal or circle with the first character of the name; a photo keeps the shape. Never read aloud: the name stands beside it. */
export function PersonMark({ kind, name, photo }: PersonMarkProps) {
  return (
    <span className={`person-mark ${shape[kind]}`} aria-hidden="true">
      {photo ? <img src={photo} alt="" /> : kind === 'unit' ? <Icon name="building" /> : [...name][0]}
    </span>
  );
}

export type BadgeTone = 'plain' | 'ok' | 'warn' | 'bad';

/** One or two parts, for example ["委员", "医药卫生界"]. */
export function Badge({ kind, tone, parts }: { kind?: PersonKind | undefined; tone?: BadgeTone | undefined; parts: readonly string[] }) {
  return (
    <span className={classes('badge', kind && shape[kind], tone)}>
      {parts.map((part) => (
        <span key={part} className="badge-part">
          {part}
        </span>
      ))}
    </span>
  );
}

export interface PersonProps {
  kind: PersonKind;
  name: string;
  /** Says in words what the shape says: ["委员", "医药卫生界"], ["网友"]. */
  badge: readonly string[];
  /** Committee, place, time: joined by middle dots. */
  meta?: readonly ReactNode[] | undefined;
  photo?: string | undefined;
  href?: string | undefined;
}

/** Who speaks: mark, name, badge, then place and time. */
export function Person({ kind, name, badge, meta, photo, href }: PersonProps) {
  return (
    <div className="person">
      <PersonMark kind={kind} name={name} photo={photo} />
      <div className="person-body">
        <div className="person-name">
          {href ? <a href={href}>{name}</a> : <b>{name}</b>}
          <Badge kind={kind} parts={badge} />
        </div>
        {meta?.length ? <Meta parts={meta} /> : null}
      </div>
    </div>
  );
}

/** Small facts in one line, with a middle dot between. */
export function Meta({ parts }: { parts: readonly ReactNode[] }) {
  return (
    <div className="person-meta">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line never change places
        <span key={index} className={index ? 'dot' : undefined}>
          {part}
        </span>
      ))}
    </div>
  );
}
