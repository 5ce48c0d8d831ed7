import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = [
  'post.author_id',
  'draft.person_id',
  'post_like.liker',
  'material_reading.reader',
  'topic.created_by',
  'topic_version.person_id',
  'material_version.person_id',
];
const PAGE = 500;

/** 发言、点赞、草稿: what happens to them when their author is erased. */
export const erasableWords: Erasable = {
  name: 'words',
  columns,
  async erase(tx, personId, now) {
    const { removed, kept } = await store.eraseWords(tx, personId, now);
    return { removed, kept: kept + (await store.keptOf(tx, personId)) };
  },
};

export const exportableWords: Exportable = {
  name: 'words',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    for (let page = 1, after: string | null = null; ; page++) {
      const posts = await store.ownPosts(db, personId, after, PAGE);
      if (posts.length > 0 || page === 1) yield { file: page === 1 ? 'posts.json' : `posts-${page}.json`, json: posts };
      after = posts.at(-1)?.id ?? null;
      if (posts.length < PAGE) break;
    }
    yield { file: 'likes.json', json: await store.ownLikes(db, personId) };
    yield { file: 'drafts.json', json: await store.ownDrafts(db, personId) };
    yield { file: 'materials-read.json', json: await store.ownReadings(db, personId) };
    const work = await store.ownWork(db, personId);
    if (work.length > 0) yield { file: 'topics-edited.json', json: work };
  },
};
