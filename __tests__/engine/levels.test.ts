import { isAtLeast, isShownTo, personas, severities } from '../../src/engine/levels';

test('a severity is at least those named before it, and itself', () => {
  for (const [i, severity] of severities.entries()) {
    expect(severities.filter((threshold) => isAtLeast(severity, threshold))).toEqual(severities.slice(0, i + 1));
  }
});

test('a finding is shown to its persona and to more demanding ones', () => {
  for (const [i, chosen] of personas.entries()) {
    expect(personas.filter((meantFor) => isShownTo(meantFor, chosen))).toEqual(personas.slice(0, i + 1));
  }
});
