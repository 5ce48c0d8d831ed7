import { on, type Route, signed } from '../../kit/serve.ts';
import type { TopicActions } from './actions.ts';
import * as contract from './contract.ts';
import type { PostActions } from './post-actions.ts';
import * as posts from './post-contract.ts';

export const topicRoutes = (actions: TopicActions): Route[] => [
  on(contract.listTopics, (call, input) => actions.list(call, input)),
  on(contract.readTopic, (call, input) => actions.read(call, input)),
  signed(contract.draftTopic, (call, input) => actions.draft(call, input)),
  signed(contract.changeTopic, (call, input) => actions.change(call, input)),
  signed(contract.announceTopic, (call, input) => actions.announce(call, input)),
  signed(contract.openTopic, (call, input) => actions.open(call, input)),
  signed(contract.closeTopic, (call, input) => actions.close(call, input)),
  signed(contract.withdrawTopic, (call, input) => actions.withdraw(call, input)),
];

export const postRoutes = (actions: PostActions): Route[] => [
  on(posts.listPosts, (call, input) => actions.list(call, input)),
  on(posts.readPost, (call, input) => actions.read(call, input)),
  signed(posts.listMyPosts, (call, input) => actions.listMine(call, input)),
  signed(posts.submitPost, (call, input) => actions.submit(call, input)),
  signed(posts.replyToPost, (call, input) => actions.reply(call, input)),
  signed(posts.editPost, (call, input) => actions.edit(call, input)),
  signed(posts.withdrawPost, (call, input) => actions.withdraw(call, input)),
  signed(posts.restorePost, (call, input) => actions.restore(call, input)),
  on(posts.likePost, (call, input) => actions.like(call, input)),
  on(posts.unlikePost, (call, input) => actions.unlike(call, input)),
  signed(posts.saveDraft, (call, input) => actions.saveDraft(call, input)),
  signed(posts.readDraft, (call, input) => actions.readDraft(call, input)),
];
