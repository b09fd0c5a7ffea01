/** The Workflow Definition Language: reading the string values of a flow definition, and asking about the trees. */

export { type AccessPath, accessPath } from './access-path';
export { constantPrefix } from './constant-prefix';
export { type ConstantText, constantText, sourceOffset, sourceSpans } from './constant-text';
export { type FunctionSignature, isKnownFunction, KNOWN_FUNCTIONS } from './functions';
export type {
  BooleanNode,
  CallNode,
  ExpressionNode,
  IndexNode,
  NullNode,
  NumberNode,
  PropertyNode,
  StringNode,
} from './tree';
export { expressionsOf, mayHoldExpression, type ParsedValue, parseValue, type TemplatePart } from './value';
export { walkExpression } from './walk';
