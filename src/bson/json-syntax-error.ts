/** The text is not JSON. `position` counts characters from 0, `line` and `column` from 1; the message names line and column. */
export class JsonSyntaxError extends Error {
  readonly position: number;
  readonly line: number;
  readonly column: number;

  constructor(problem: string, text: string, position: number) {
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    super(`${problem} at line ${line} column ${column}`);
    this.name = 'JsonSyntaxError';
    this.position = position;
    this.line = line;
    this.column = column;
  }
}
