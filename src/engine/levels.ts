/** The five words that Power Apps Checker uses too, so that one threshold reads the same in both tools; worst last. */
export const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** How sure FlowGate is that the finding is real; surest last. */
export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/**
 * Who is shown a finding. `regular` gates a release and may not cry wolf; `pedantic` adds smells;
 * `auditor` adds all that a complete review wants to have seen.
 */
export const personas = ['regular', 'pedantic', 'auditor'] as const;
export type Persona = (typeof personas)[number];

/** Whether a severity is the threshold or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}

/** Whether a reader of the chosen persona is shown what is meant for another. */
export function isShownTo(meantFor: Persona, chosen: Persona): boolean {
  return personas.indexOf(meantFor) <= personas.indexOf(chosen);
}
