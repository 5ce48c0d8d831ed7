export { peerTodos } from './todos.ts';
