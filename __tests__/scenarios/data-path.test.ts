import type { Region } from '../../src/document/region';
import { Gathering } from '../../src/gathering';
import { judge } from '../../src/policy/judge';
import { renderSarif } from '../../src/report/sarif';
import { renderText } from '../../src/report/text';
import { rules } from '../../src/rules';
import { compose, inOrder, readSecret } from '../dataflow/solution-of';
import { manifest } from '../support/exported-parts';
import { treeOfFiles } from '../support/read-units';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';

/** A secret goes three hops: through a child flow and back, into a mail. The whole way from files to SARIF. */

const [parentId, childId] = ['5d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01', '5d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a02'];
const connectionReferences = {
  shared_office365: {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: 'con_mail' },
    api: { name: 'shared_office365' },
  },
  shared_keyvault: {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: 'con_vault' },
    api: { name: 'shared_keyvault' },
  },
};
const fileOf = (definition: object) =>
  JSON.stringify({ properties: { connectionReferences, definition }, schemaVersion: '1.0.0.0' }, null, 2);

const parent = fileOf({
  triggers: { Every_day: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
  actions: inOrder({
    Get_secret: { ...readSecret, runtimeConfiguration: { secureData: { properties: ['outputs'] } } },
    Run_child: {
      type: 'Workflow',
      inputs: { host: { workflowReferenceName: childId }, body: { key: "@body('Get_secret')?['value']" } },
    },
    Send_mail: {
      type: 'OpenApiConnection',
      inputs: {
        host: {
          apiId: '/providers/Microsoft.PowerApps/apis/shared_office365',
          connectionName: 'shared_office365',
          operationId: 'SendEmailV2',
        },
        parameters: {
          'emailMessage/To': 'team@contoso.example',
          'emailMessage/Subject': 'Key',
          'emailMessage/Body': "Key: @{body('Run_child')?['echo']}",
        },
      },
    },
  }),
});
const child = fileOf({
  triggers: { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } },
  actions: inOrder({
    Keep: compose("@triggerBody()?['key']"),
    Answer: { type: 'Response', kind: 'Http', inputs: { statusCode: 200, body: { echo: "@outputs('Keep')" } } },
  }),
});
const files: Readonly<Record<string, string>> = {
  'Other/Solution.xml': manifest('Orders'),
  [`Workflows/Parent-${parentId.toUpperCase()}.json`]: parent,
  [`Workflows/Child-${childId.toUpperCase()}.json`]: child,
};

function report() {
  const gathering = new Gathering(rules);
  for (const unit of gathering.recognise(treeOfFiles(files, 'folder', 'src'))) gathering.scanUnit(unit, []);
  return judge(gathering.result(), { failOn: 'high', persona: 'regular', allowIncomplete: false });
}

interface Step {
  readonly location: {
    readonly message: { readonly text: string };
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Region;
    };
  };
}

/** The text that a region of the SARIF log marks. */
function marked({ location }: Step): string {
  const { artifactLocation, region } = location.physicalLocation;
  const lines =
    files[artifactLocation.uri.replace('src/', '')]?.split('\n').slice(region.startLine - 1, region.endLine) ?? [];
  const last = lines.pop()?.slice(0, region.endColumn - 1) ?? '';
  return [...lines, last].join('\n').slice(region.startColumn - 1);
}

test('every step of the way has the region of what hands the secret on', () => {
  const { results } = JSON.parse(renderSarif(report())).runs[0];
  const mail = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'secret-sent-out');
  const steps: readonly Step[] = mail.codeFlows[0].threadFlows[0].locations;
  expect(steps.slice(1).map(marked)).toEqual([
    "body('Get_secret')?['value']",
    expect.stringMatching(/^\{\s+"type": "Request",\s+"kind": "Button"[\s\S]+\}$/),
    "triggerBody()?['key']",
    "outputs('Keep')",
    "body('Run_child')?['echo']",
  ]);
  expect(steps.map(({ location }) => location.physicalLocation.artifactLocation.uri.replace(/-.*/, ''))).toEqual([
    'src/Workflows/Parent',
    'src/Workflows/Parent',
    'src/Workflows/Child',
    'src/Workflows/Child',
    'src/Workflows/Child',
    'src/Workflows/Parent',
  ]);
});

test('the text report tells the same way', () => {
  const text = renderText(report(), false);
  expect(text).toMatch(/from .*\n(?:\s+then .*\n){4}\s+to /);
});

const checked = hasMultitool ? test : test.skip;
checked('the validators take it', () => {
  const sarif = renderSarif(report());
  expect(sarifSchemaProblems(JSON.parse(sarif))).toEqual([]);
  expect(multitoolResults([sarif])).toEqual([]);
});
