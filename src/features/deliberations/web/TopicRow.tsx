import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { Row } from '../../../web/ui/Row.tsx';
import { date, number } from '../../../web/words/format.ts';
import type { TopicCard } from '../contract.ts';

/** A topic in a list that says of itself what it is: ended ones by their end. */
export function TopicRow({ card, call }: { card: Static<typeof TopicCard>; call: PageCall }) {
  return (
    <Row
      href={`/topics/${card.id}`}
      title={card.title}
      second={call.frame.words.deliberations.topics.second(card.committeeShort, number(card.posts))}
      end={card.posting ? date(new Date(card.posting.endsAt), standpoint(call)) : undefined}
    />
  );
}
