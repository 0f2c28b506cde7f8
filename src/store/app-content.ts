import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { AppDefinition, Finding } from '../apps/index.ts';
import { parseJson } from '../bson/index.ts';
import { ObjectId, type Collection } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import type { AppVersionPart } from './apps.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** What a version holds. */
export interface AppContent {
  /** As they were uploaded. */
  readonly files: Readonly<Record<string, string>>;
  readonly app: AppDefinition;
  /** What was found when it was deployed; no errors among them. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly string[];
}

/** Bytes of a part before it is encrypted, which adds three quarters. */
const partBytes = 6 * 1024 * 1024;

/** A version's content as parts to insert: JSON, compressed, cut, encrypted. */
export async function toParts(
  content: AppContent,
  { appId, versionId, encryption }: { appId: ObjectId; versionId: ObjectId; encryption: Encryption },
): Promise<AppVersionPart[]> {
  const bytes = await compress(JSON.stringify(content));
  const count = Math.ceil(bytes.length / partBytes);
  return Array.from({ length: count }, (_, index) => {
    const piece = bytes.subarray(index * partBytes, (index + 1) * partBytes).toString('base64');
    return {
      _id: new ObjectId(),
      appId,
      versionId,
      index,
      content: encryption.encrypt(piece, place(versionId, index)),
    };
  });
}

/** The content of a version. @throws Error when a part is missing or was changed */
export async function readContent(
  parts: Collection<AppVersionPart>,
  { _id: versionId, partCount }: { readonly _id: ObjectId; readonly partCount: number },
  encryption: Encryption,
): Promise<AppContent> {
  const found = await parts.find({ versionId }).sort({ index: 1 }).toArray();
  if (found.length !== partCount) throw new Error(`the app version ${versionId.toHexString()} is not whole`);
  const pieces = found.map(({ content, index }) =>
    Buffer.from(encryption.decrypt(content, place(versionId, index)), 'base64'),
  );
  return parseJson((await decompress(Buffer.concat(pieces))).toString('utf8')) as AppContent;
}

function place(versionId: ObjectId, index: number): string {
  return `appVersionParts/${versionId.toHexString()}/${index}`;
}
