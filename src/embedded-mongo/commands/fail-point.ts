import { isDocument } from '../document.ts';
import { CommandError } from '../errors.ts';
import { toNumber } from '../numbers.ts';
import { BadFrame } from '../wire.ts';
import { type Command, documentIn } from './command.ts';

/** MongoDB's `failCommand`, for tests of clients: commands of these names fail on order, or lose their connection. */
interface FailPoint {
  readonly names: readonly unknown[];
  readonly errorCode: number | undefined;
  readonly errorLabels: unknown;
  readonly closeConnection: boolean;
  left: number;
}

let allowed = false;
let armed: FailPoint | null = null;

/** For a server that was started by hand; the engine's own child never fails on order. */
export function allowFailPoints(): void {
  allowed = true;
}

/** @throws BadFrame, CommandError what was ordered for this command */
export function strike(name: string): void {
  if (!armed?.names.includes(name) || armed.left-- <= 0) return;
  if (armed.closeConnection) throw new BadFrame('closed by a fail point');
  throw new CommandError('InternalError', "Failing command via 'failCommand' failpoint", {
    code: armed.errorCode,
    codeName: `Location${armed.errorCode}`,
    ...(armed.errorLabels !== undefined && { errorLabels: armed.errorLabels }),
  });
}

const configureFailPoint: Command = ({ body }) => {
  if (!allowed) throw new CommandError('CommandNotFound', "no such command: 'configureFailPoint'");
  if (body.configureFailPoint !== 'failCommand') throw new CommandError('BadValue', 'the only fail point is failCommand');
  const { failCommands, errorCode, errorLabels, closeConnection, ...rest } = documentIn(body, 'data');
  const [unknown] = Object.keys(rest);
  if (unknown) throw new CommandError('BadValue', `failCommand: '${unknown}' is not supported by this server`);
  const times =
    body.mode === 'alwaysOn' ? Number.POSITIVE_INFINITY : isDocument(body.mode) ? (toNumber(body.mode.times) ?? 0) : 0;
  const names = Array.isArray(failCommands) ? failCommands : [];
  armed =
    times === 0
      ? null
      : { names, errorCode: toNumber(errorCode), errorLabels, closeConnection: closeConnection === true, left: times };
  return {};
};

export const failPointCommands: Readonly<Record<string, Command>> = { configureFailPoint };
