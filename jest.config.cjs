/** Tests run from source in CommonJS; hosts are tested as spawned bundles (see __tests__/hosts). */
module.exports = {
  testEnvironment: 'node',
  // By default jest leaves one core free, and host tests mostly wait.
  maxWorkers: 2,
  testTimeout: 120_000,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  reporters: ['default', './scripts/summary-reporter.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};
