import { unfit } from '../config/unfit.ts';
import { withClient } from './client.ts';

interface Fitness {
  version: number;
  encoding: string;
  may_create: boolean;
  may_use_public: boolean;
  base: string;
  role: string;
  knows_chinese: boolean;
}

/** Checks a PostgreSQL that somebody else runs: says in words what it lacks before anything is written. */
export async function checkDatabase(url: string): Promise<void> {
  const [it] = await withClient(url, 'check', (client) => client.query<Fitness>(question)).then(({ rows }) => rows, unreachable);
  if (it) refuseUnfit(it);
}

const question = `
  select current_setting('server_version_num')::int / 10000 as version,
         pg_encoding_to_char(encoding) as encoding, datname as base, current_user as role,
         has_database_privilege(oid, 'CREATE') as may_create,
         has_schema_privilege('public', 'CREATE') as may_use_public,
         '流' ~ '[[:alpha:]]' as knows_chinese
    from pg_database where datname = current_database()`;

function refuseUnfit(it: Fitness): void {
  if (it.version < 15 || it.version > 18)
    throw unfit(
      `DATABASE_URL 是 PostgreSQL ${it.version}，需要 15 到 18。`,
      `DATABASE_URL is PostgreSQL ${it.version}; 15 to 18 are needed.`,
    );
  if (it.encoding !== 'UTF8')
    throw unfit(
      `数据库 ${it.base} 的编码是 ${it.encoding}，需要 UTF8。请新建：create database ${it.base} encoding 'UTF8' locale 'C.UTF-8' template template0。`,
      `Database ${it.base} has encoding ${it.encoding}; UTF8 is needed. Make a new one: create database ${it.base} encoding 'UTF8' locale 'C.UTF-8' template template0.`,
    );
  if (!it.may_create || !it.may_use_public)
    throw unfit(
      `账号 ${it.role} 不能在数据库 ${it.base} 里建表。请让它做库主：alter database ${it.base} owner to ${it.role}。`,
      `Role ${it.role} may not create in database ${it.base}. Make it the owner: alter database ${it.base} owner to ${it.role}.`,
    );
  // Under locale C a Chinese word has no trigrams, and search by title would quietly find nothing.
  if (!it.knows_chinese)
    throw unfit(
      `数据库 ${it.base} 的 locale 不认识汉字，按标题搜索会找不到东西。请新建：create database ${it.base} locale 'C.UTF-8' template template0。`,
      `The locale of database ${it.base} does not know Chinese characters, so that search by title would find nothing. Make a new one: create database ${it.base} locale 'C.UTF-8' template template0.`,
    );
}

function unreachable(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = error instanceof Error ? error.message || code : String(error);
  const wrongPassword = code.startsWith('28');
  throw unfit(
    `连不上 DATABASE_URL 的数据库（${why}）。请检查${wrongPassword ? '账号和密码' : '地址、端口、库名，以及数据库是否在运行'}。`,
    `The database of DATABASE_URL cannot be reached (${why}). Check ${wrongPassword ? 'role and password' : 'host, port, database name, and whether it runs'}.`,
  );
}
