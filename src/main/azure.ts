import { runGate } from '../gate/gate';
import { AzureHost } from '../host/azure';

// The agent takes an end with exit code 0 and without a result for success. Until the gate has spoken, an end is none.
process.exitCode = 1;

runGate(new AzureHost()).then((exitCode) => {
  process.exitCode = exitCode;
});
