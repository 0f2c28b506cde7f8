import { hostAndPort, parseHostAndPort } from '../addresses/index.ts';
import type { ServerAnswers } from '../mongo/index.ts';
import type { HostRecord, HostState, PingReport } from '../store/index.ts';
import { isTrue, numberIn, objectIn, textIn } from './answers.ts';
import { replicaStateOf, shardedNameOf, typeOf } from './host-type.ts';
import { toMembership } from './membership.ts';

/** What the answers of a host mean. What is not told this time stays as it was where it hardly changes. */
export function toReport(host: Pick<HostRecord, 'hostname' | 'port' | 'state'>, answers: ServerAnswers): PingReport {
  const state = toState(answers, host.state);
  const me = parseHostAndPort(textIn(answers.hello, 'me') ?? '');
  const aliases = me === undefined || me === hostAndPort(host.hostname, host.port) ? [] : [me];
  const membership = toMembership(state, shardedNameOf(answers));
  return { state, aliases, ...(membership && { membership }) };
}

function toState(answers: ServerAnswers, former: HostState | undefined): HostState {
  const { hello, buildInfo, ipAddress, sizes, startupWarnings } = answers;
  return withoutAbsent({
    typeName: typeOf(answers),
    version: textIn(buildInfo, 'version'),
    ipAddress,
    ...uptime(answers, former),
    replicaSetName: textIn(hello, 'setName'),
    replicaStateName: replicaStateOf(answers),
    shardName: textIn(answers.shardIdentity, 'shardName'),
    hiddenSecondary: isTrue(hello, 'hidden'),
    secondaryDelaySecs: numberIn(hello, 'secondaryDelaySecs') ?? numberIn(hello, 'slaveDelay') ?? 0,
    journalingEnabled: journaling(answers),
    hasStartupWarnings: startupWarnings && startupWarnings.length > 0,
    lowUlimit: startupWarnings?.some((line) => /rlimits/i.test(line)),
    dataSizeBytes: sizes?.dataBytes ?? former?.dataSizeBytes,
    indexSizeBytes: sizes?.indexBytes ?? former?.indexSizeBytes,
    systemInfo: systemInfo(answers) ?? former?.systemInfo,
  });
}

const sameStartMs = 5000;

/** Start and uptime come from two readings of a clock; one start is shown as one moment. */
function uptime({ serverStatus }: ServerAnswers, former: HostState | undefined) {
  const uptimeMsec = numberIn(serverStatus, 'uptimeMillis');
  if (uptimeMsec === undefined) return {};
  const started = new Date(Date.now() - uptimeMsec);
  const known = former?.lastRestart;
  const isSame = known !== undefined && Math.abs(known.getTime() - started.getTime()) < sameStartMs;
  return { uptimeMsec, lastRestart: isSame ? known : started };
}

/** An engine that keeps data keeps a journal: it can no longer be switched off. */
function journaling({ serverStatus }: ServerAnswers): boolean | undefined {
  const engine = objectIn(serverStatus, 'storageEngine');
  return engine && isTrue(engine, 'persistent');
}

function systemInfo({ hostInfo }: ServerAnswers): HostState['systemInfo'] {
  const system = objectIn(hostInfo, 'system');
  const [memSizeMB, numCores] = [numberIn(system, 'memSizeMB'), numberIn(system, 'numCores')];
  return memSizeMB === undefined || numCores === undefined ? undefined : { memSizeMB, numCores };
}

type Told = { readonly [Name in keyof Required<HostState>]: HostState[Name] | undefined };

/** MongoDB would keep what is undefined as null. */
function withoutAbsent(told: Partial<Told> & Pick<HostState, 'typeName'>): HostState {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as unknown as HostState;
}
