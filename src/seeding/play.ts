import type { Stage } from './stage.ts';

/** One thing that happens at its time. Light ones (a like, a visit) may happen beside each other. */
export interface Scene {
  readonly at: Date;
  readonly light?: boolean;
  run(at: Date): Promise<void>;
}
const BESIDE = 8;

/** Plays what was written in the order of its times; what lies after `until` has not happened yet. */
export async function play(stage: Stage, scenes: readonly Scene[], until: Date): Promise<void> {
  const past = scenes.filter(({ at }) => at <= until).sort((a, b) => a.at.getTime() - b.at.getTime());
  let light: Scene[] = [];
  for (const scene of past) {
    if (scene.light) {
      light.push(scene);
      continue;
    }
    await together(stage, light);
    light = [];
    stage.clock.moveTo(scene.at);
    await scene.run(scene.at);
  }
  await together(stage, light);
  stage.clock.moveTo(until);
  await stage.settle();
}

async function together({ clock }: Stage, scenes: readonly Scene[]): Promise<void> {
  const last = scenes.at(-1);
  if (!last) return;
  clock.moveTo(last.at);
  const left = [...scenes];
  const next = async (): Promise<void> => {
    for (let scene = left.shift(); scene; scene = left.shift()) await scene.run(scene.at);
  };
  await Promise.all(Array.from({ length: BESIDE }, next));
}
