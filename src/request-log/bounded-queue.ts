/** First in, first out; when it is full, the oldest make room. A ring: nothing is moved. */
export class BoundedQueue<Item> {
  readonly #places: (Item | undefined)[];
  #first = 0;
  #size = 0;

  constructor(capacity: number) {
    this.#places = Array.from({ length: capacity });
  }

  get size(): number {
    return this.#size;
  }

  /** → whether another one had to go. */
  push(item: Item): boolean {
    const capacity = this.#places.length;
    const isFull = this.#size === capacity;
    this.#places[(this.#first + this.#size) % capacity] = item;
    if (isFull) this.#first = (this.#first + 1) % capacity;
    else this.#size += 1;
    return isFull;
  }

  /** Takes the oldest out, at most so many. */
  take(most: number): Item[] {
    const taken: Item[] = [];
    while (this.#size > 0 && taken.length < most) {
      taken.push(this.#places[this.#first] as Item);
      this.#places[this.#first] = undefined;
      this.#first = (this.#first + 1) % this.#places.length;
      this.#size -= 1;
    }
    return taken;
  }
}
