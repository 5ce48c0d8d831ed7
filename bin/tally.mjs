// Sums the reports of all vitest runs into the last line of bin/test; its second argument names the steps that failed.
import { readdirSync, readFileSync } from 'node:fs';

const [, , folder, broken = ''] = process.argv;
const sum = { passed: 0, failed: 0, skipped: 0 };
const blamed = new Set(broken.split(' ').filter(Boolean));
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  // A file that did not even load holds no failed test, and fails all the same.
  const unloaded = report.testResults.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((it) => it.status === 'failed'),
  );
  sum.passed += report.numPassedTests;
  sum.failed += report.numFailedTests + unloaded.length;
  sum.skipped += report.numPendingTests + report.numTodoTests;
  if (report.numFailedTests + unloaded.length > 0) blamed.delete(name.replace('.json', ''));
}
// A step that failed without a failed test (style, types, build, an error outside of tests) counts as one.
sum.failed += blamed.size;
if (broken) console.log(`failed:${broken}`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 || broken ? 1 : 0);
