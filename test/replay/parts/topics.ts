import { type Caller, good, type Sending } from './caller.ts';
import type { Place } from './seats.ts';

export interface Window {
  readonly startsAt: Date;
  readonly endsAt: Date;
}
const TEXT = { title: '推进儿童青少年近视综合防控', summary: '学校怎么改、家庭怎么管、医院怎么接', figures: [], figuresSource: '' };

/** Drafted and announced as an editor does it: members read after publication, the public before. It opens when its window begins. */
export async function announceTopic(
  editor: Caller,
  { committeeId, hostId }: Place,
  { startsAt, endsAt }: Window,
  focus = '我市中小学生总体近视率、户外活动时间和校园光环境的现状、问题与各地做法。',
  sending: Sending = {},
): Promise<string> {
  const parts = [{ kind: 'posting', startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }];
  const topic = { committeeId, hostId, ...TEXT, focus, membersRead: 'after', publicRead: 'before', parts };
  const key = `topic-${startsAt.getTime()}-${focus.length}`;
  const { id } = good<{ id: string }>(await editor.send('POST', '/api/topics', topic, { key, ...sending }), 'a topic');
  good(await editor.send('POST', `/api/topics/${id}/announcement`, {}), 'its announcement');
  return id;
}
