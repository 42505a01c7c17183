/**
 * The default export of a module that was imported. Playwright compiles TypeScript of a project that has no ES modules to
 * CommonJS, whose whole exports then are the default export.
 */
export function defaultExportOf(module: unknown): unknown {
  const value: unknown = Reflect.get(Object(module), 'default');
  const isCompiled = Reflect.get(Object(value), '__esModule') === true;
  return isCompiled ? Reflect.get(Object(value), 'default') : value;
}
