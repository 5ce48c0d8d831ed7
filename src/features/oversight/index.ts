export { grantTodos } from './todos.ts';
