import { runGate } from '../gate/gate';
import { githubHost } from '../host/github';
import { exitCodes } from '../policy/report';

// Holds until the gate has spoken: should the process run dry before, it must not end well.
process.exitCode = exitCodes.failure;

void runGate(githubHost(process.env, (text) => process.stdout.write(text))).then((exitCode) => {
  process.exitCode = exitCode;
});
