import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';

export const reportSchema = JSON.parse(
  readFileSync(path.join(__dirname, '..', '..', 'schema', 'report.schema.json'), 'utf8'),
);

/** What is wrong with a JSON report by its schema, one line each. */
export const reportProblems: (report: unknown) => readonly string[] = (() => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, formats: { uri: /^https:\/\/[^\s]+$/ } });
  const validate = ajv.compile(reportSchema);
  return (report) =>
    validate(report) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
})();
