import type { Content } from './git-checkout';
import { solutionFiles } from './solution-files';

/** An unpacked solution in a folder; one finding (`cleartext-http`) for each flow, whose names are letters. */
export function sourceWith(flows: string, folder = 'src'): Record<string, string> {
  const described = [...flows].map((flow) => {
    const id = `00000000-0000-4000-8000-${Buffer.from(flow).toString('hex').padStart(12, '0')}`;
    const action = { type: 'Http', inputs: { method: 'GET', uri: `http://${flow}.example.com` } };
    return [flow, { id, actions: { Call: action } }] as const;
  });
  const files = solutionFiles({ flows: Object.fromEntries(described) });
  return Object.fromEntries([...files].map(([path, text]) => [`${folder}/${path}`, text]));
}

/** What makes one of the other: flows come and go. */
export function sourceChange(before: string, now: string, folder = 'src'): Record<string, Content> {
  const gone = Object.keys(sourceWith(before, folder)).map((path) => [path, undefined]);
  return { ...Object.fromEntries(gone), ...sourceWith(now, folder) };
}
