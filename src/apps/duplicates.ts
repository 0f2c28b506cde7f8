import type { Part } from './part.ts';

interface Placed {
  readonly part: Part;
}

/** The things without those whose name another one has already, which are reported. */
export function reportDuplicates<Thing extends Placed>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
  what: string,
): Thing[] {
  const first = new Map<string, Part>();
  return things.filter((thing) => {
    const name = nameOf(thing);
    const other = first.get(name);
    if (other === undefined) return first.set(name, thing.part);
    const place = [other.file, other.pointer].filter((text) => text !== '').join(' ');
    thing.part.error(`There is another ${what} of the name ${name}: ${place}.`, 'Rename or remove one of the two.');
    return false;
  });
}
