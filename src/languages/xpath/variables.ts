import fontoxpath from 'fontoxpath'
import { Document } from 'slimdom'

/** Names of the variables that an expression refers to, its own `for` and `let` variables included. Throws fontoxpath's error. */
export function variablesOf(expression: string): readonly string[] {
  if (!expression.includes('$')) return []
  const tree = fontoxpath.parseScript(expression, { language: fontoxpath.evaluateXPath.XPATH_3_1_LANGUAGE }, new Document())
  return [...new Set(fontoxpath.evaluateXPathToStrings('descendant-or-self::*:varRef/*:name', tree))]
}
