import { defineRule } from '../engine/rule';
import { type SharingLink, sharingLinkOf } from '../flow/sharing-links';

/** Where a maker chooses who may use the link, and what lets it end. */
const settings: Readonly<Record<SharingLink['by'], string>> = {
  sharepoint:
    'set "Link Scope" to people in your organization; where outsiders have to get in, share the file with them by name, or set "Link Expiration" to a near date',
  onedrive: 'set "Link scope" to Organization; where outsiders have to get in, share the file with them by name',
  graph:
    'set "scope" in the body to "organization" or "users"; where anyone has to get in, set "expirationDateTime" to a near date',
  'sharepoint-rest':
    'set "allowAnonymousAccess" in the body to false and "linkKind" to 2 (view) or 3 (edit), which are links for the organization; where anyone has to get in, set "expiration" to a near date',
};

const doings = { view: 'read', edit: 'change', unknown: 'open' } as const;

export default defineRule({
  meta: {
    id: 'anonymous-sharing-link',
    description: 'An action makes a link that opens files to anyone who has it, without a sign-in.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [284],
    owasp: ['CD-SEC-04', 'LCNC-SEC-03'],
    references: [
      'https://learn.microsoft.com/sharepoint/shareable-links-anyone-specific-people-organization',
      'https://learn.microsoft.com/connectors/sharepointonline/#create-sharing-link-for-a-file-or-folder',
      'https://learn.microsoft.com/graph/api/driveitem-createlink',
    ],
    messages: {
      anyone: {
        text: 'Anyone who gets hold of the link that {{action}} makes can [[do]] what is shared without signing in[[ending]].',
        fix: 'Open {{action}} and [[setting]].',
      },
      undecided: {
        text: 'Who may use the link that {{action}} makes is decided [[by]], and may be anyone who gets hold of it.',
        fix: 'Open {{action}} and [[setting]].',
      },
    },
  },

  create: (context) => ({
    action(action, flow) {
      const link = sharingLinkOf(action, flow);
      if (!link) return;
      const data = { action: action.name };
      const setting = settings[link.by];
      if (link.users === 'unknown' || link.users === 'by-default') {
        const by = link.users === 'unknown' ? 'by an expression' : 'by a setting of the tenant';
        const phrases = { by, setting };
        const levels = { severity: 'low', confidence: 'low', persona: 'auditor' } as const;
        context.report({ at: link.at, messageId: 'undecided', data, phrases, ...levels });
        return;
      }
      context.report({
        at: link.at,
        messageId: 'anyone',
        data,
        phrases: {
          do: doings[link.allows],
          ending: link.expires ? ' until it expires' : ', and nothing in the flow lets it expire',
          setting,
        },
        severity: severityOf(link),
        confidence: link.users === 'anyone' ? 'high' : 'medium',
      });
    },
  }),
});

/** A link to change files is worse than one to read them, and one that stays is worse than one that ends. */
function severityOf({ allows, expires }: SharingLink): 'high' | 'medium' | 'low' {
  if (allows === 'edit') return expires ? 'medium' : 'high';
  return expires ? 'low' : 'medium';
}
