import { type HostProblem, type Leak, worstLeaks } from '../dataflow/secret-leaks';
import { secretWay } from '../dataflow/secret-way';
import { secretsSentOut } from '../detection/run-time-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-sent-out',
    description:
      'A secret leaves the flow: in a message, a file, a row, an answer, or to a host that it is not meant for.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [200, 201],
    owasp: ['CD-SEC-04', 'LCNC-SEC-03', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-platform/well-architected/security/application-secrets',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/prevent-data-exfiltration',
    ],
    messages: {
      written: {
        text: '{{action}} puts [[secret]] that {{source}} returns[[route]] into [[place]], where others than the flow can read it.',
        fix: 'Remove the secret from the fields of {{action}}; whoever needs it should read it where it is kept, with rights of their own. If the flow has run, replace the secret.',
      },
      returned: {
        text: '{{action}} returns [[secret]] that {{source}} returns[[route]] to [[who]].',
        fix: 'Remove the secret from {{action}}: make the call that needs it in this flow, and return only the result. If the flow has run, replace the secret.',
      },
      shown: {
        text: '{{action}} sends [[secret]] that {{source}} returns[[route]] to {{host}}, which [[effect]].',
        fix: 'Remove the secret from {{action}}. If the flow has run, replace the secret.',
      },
      elsewhere: {
        text: '{{action}} sends [[secret]] that {{source}} returns[[route]] to {{host}}, though it is what the flow proves itself with to {{home}}.',
        fix: 'Remove the secret from {{action}}; if {{host}} needs a credential, give it one of its own. If the flow has run, replace the secret.',
      },
      unnamed: {
        text: '{{action}} sends [[secret]] that {{source}} returns[[route]] in the body of a request, in a field that is not named like a credential.',
        fix: 'Check that {{action}} has to send the secret, and that whoever is called keeps it to themselves; where it is a credential, send it in the authentication settings of the action.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      for (const leak of worstLeaks(secretsSentOut(solution))) {
        const { operation, fact, at, severity, confidence, isDebatable } = leak;
        const words = wordsFor(leak);
        const way = secretWay(fact, { text: words.step, data: { action: operation.name } });
        context.report({
          at,
          messageId: words.messageId,
          data: { ...way.data, action: operation.name, ...words.data },
          phrases: { ...way.phrases, ...words.phrases },
          path: way.path,
          severity,
          confidence,
          ...(isDebatable ? { persona: 'pedantic' as const } : {}),
        });
      }
    },
  }),
});

interface Words {
  readonly messageId: 'written' | 'returned' | 'shown' | 'elsewhere' | 'unnamed';
  readonly data: Readonly<Record<string, string>>;
  readonly phrases: Readonly<Record<string, string>>;
  /** The last step of the path. */
  readonly step: string;
}

function wordsFor({ to }: Leak): Words {
  switch (to.kind) {
    case 'place':
      return {
        messageId: 'written',
        data: {},
        phrases: { place: to.place },
        step: `{{action}} puts it into ${to.place}`,
      };
    case 'caller':
      return { messageId: 'returned', data: {}, phrases: { who: to.who }, step: `{{action}} returns it to ${to.who}` };
    case 'host':
      return { ...hostWords(to.problem, to.host ?? '', to.home ?? ''), step: '{{action}} sends it out' };
  }
}

function hostWords(problem: HostProblem, host: string, home: string): Omit<Words, 'step'> {
  switch (problem) {
    case 'chat':
      return { messageId: 'shown', data: { host }, phrases: { effect: 'posts it into a conversation' } };
    case 'anyone-with-the-link':
      return {
        messageId: 'shown',
        data: { host },
        phrases: { effect: 'is made for trying things out and keeps no secrets' },
      };
    case 'credential-elsewhere':
      return { messageId: 'elsewhere', data: { host, home }, phrases: {} };
    case 'not-named-like-a-credential':
      return { messageId: 'unnamed', data: {}, phrases: {} };
  }
}
