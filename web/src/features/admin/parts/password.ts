/** Letters and digits that are not taken for one another when somebody reads them out. */
const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A password for once: 16 characters in four groups, 92 bits of chance. */
export function makePassword(random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)): string {
  const letters: string[] = [];
  // A byte past the last whole round would make the first letters likelier: it is thrown again.
  const fair = 256 - (256 % LETTERS.length);
  while (letters.length < 16) {
    for (const byte of random(new Uint8Array(32))) if (byte < fair && letters.length < 16) letters.push(LETTERS[byte % LETTERS.length] ?? "");
  }
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}
