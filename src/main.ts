import { configOrLeave } from './config/config.ts';
import { leave } from './config/unfit.ts';
import { migrate } from './operations/migrate.ts';
import { startProcess } from './server/start.ts';

const config = configOrLeave(process.env);
const url = config.databaseUrl ?? '';
try {
  await migrate(url);
  const running = await startProcess(config, url, { say: (line) => console.log(line), dist: `${process.cwd()}/dist` });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await running[Symbol.asyncDispose]();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  if (config.roles.includes('web')) await running.app.listen({ port: config.port, host: config.host });
} catch (error) {
  leave(error);
}
