import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { List, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import type { ChangeRow } from './security-data.ts';

/** 最近的变更: what, when, by whom; of what others did, whom to call. */
export function Changes({ call, changes }: { call: PageCall; changes: readonly ChangeRow[] }) {
  const said = call.frame.words.factors.changes;
  const from = standpoint(call);
  if (changes.length === 0) return null;
  return (
    <Section>
      <SectionHead title={said.title} />
      <List
        label={said.title}
        items={changes.map(({ id, what, at, own, office, officePhone }) => {
          const second = [
            exactMoment(at, from),
            said.by({ own, office }),
            ...(own ? [] : [said.notMe({ own, office, phone: officePhone })]),
          ];
          return { key: id, node: <Row icon="lock" title={said.what[what]} second={second.join('・')} /> };
        })}
      />
    </Section>
  );
}
