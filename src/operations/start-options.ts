import { unfit } from '../config/unfit.ts';

export interface StartOptions {
  /** Start without the demo world. */
  readonly empty: boolean;
  /** Settings given as options. */
  readonly env: Readonly<Record<string, string>>;
}

export const usage = `bin/start [--empty] [--lan] [--port N]

  --empty   不放演示内容，从空的开始        start without the demo world
  --lan     让局域网里的手机也能打开（演示） let phones on the local network in (demo only)
  --port N  网页端口，等于设置 PORT         port of the pages, same as PORT

  所有设置见 docs/guide/operator.md         all settings: docs/guide/en/operator.md`;

/** Reads the options of bin/start; undefined asks for the usage. */
export function readStartOptions(args: readonly string[]): StartOptions | undefined {
  const env: Record<string, string> = {};
  let empty = false;
  const rest = args.flatMap((one) => (one.startsWith('--port=') ? ['--port', one.slice(7)] : [one]));
  while (rest.length > 0) {
    const option = rest.shift();
    if (option === '--help' || option === '-h') return undefined;
    else if (option === '--empty') empty = true;
    else if (option === '--lan') env['HEYI_LAN'] = 'on';
    // An empty value would count as unset, and the house would open at another port than was asked for.
    else if (option === '--port') env['PORT'] = rest.shift() || '?';
    else
      throw unfit(
        `不认识的选项 ${option}。可用的选项：--empty、--lan、--port N。`,
        `Unknown option ${option}. There are --empty, --lan, --port N.`,
      );
  }
  return { empty, env };
}
