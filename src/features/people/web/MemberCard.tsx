import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Person } from '../../../web/ui/Person.tsx';
import { Pad, Row, Section } from '../../../web/ui/Row.tsx';
import type { PublicMember } from '../directory-rules.ts';

interface MemberCardProps {
  call: PageCall;
  data: { readonly member: PublicMember; readonly committee: string; readonly committeeId: string; readonly posts: number };
}

/** One member: what is public, and how much they said in public. */
export function MemberCard({ call, data: { member, committee, committeeId, posts } }: MemberCardProps) {
  const said = call.frame.words.directory;
  const office = [member.office, member.standing ? said.standing : null].filter(Boolean).join('、');
  return (
    <Shell
      call={call}
      title={member.name}
      heading={member.name}
      place={{ back: { href: `/members?committee=${committeeId}`, label: said.back } }}
      unlisted
    >
      <Section label={member.name}>
        <Pad>
          <Person kind="member" name={member.name} badge={[said.member, member.sector]} meta={[committee]} />
        </Pad>
        {office === '' ? null : <Row title={said.office} end={office} />}
        {member.subCommittees.map(({ name, duty }) => (
          <Row key={name} title={said.subCommittee} end={[name, duty].filter(Boolean).join('・')} />
        ))}
        <Row title={said.postsTitle} end={said.posts(posts)} />
      </Section>
    </Shell>
  );
}
