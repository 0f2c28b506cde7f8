import { BSON, type Document } from 'mongodb';

/** How old the time of the cluster may be that is sent along: to read it from each answer costs more than the answer. */
const everyMs = 100;

/** When to read the cluster's time from an answer, and how to send it. */
export class ClusterTime {
  #readAt = 0;
  #sent: Document | null = null;
  #element: Uint8Array = new Uint8Array();

  /** Whether the answer that is at hand should be read; then it counts as read. */
  isDue(): boolean {
    const now = performance.now();
    if (now - this.#readAt < everyMs) return false;
    this.#readAt = now;
    return true;
  }

  /** As an element of BSON, or nothing where none is known. */
  toElement(clusterTime: Document | null): Uint8Array {
    if (clusterTime !== null && clusterTime !== this.#sent) {
      this.#sent = clusterTime;
      this.#element = BSON.serialize({ $clusterTime: clusterTime }).subarray(4, -1);
    }
    return this.#element;
  }
}
