/** Puts a brotli and a gzip form beside every file of `dist/` that gains by it, so that the server never compresses. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist", import.meta.url).pathname;
const texts = /\.(js|css|html|svg|json)$/;

for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const path = join(dist, name);
  if (!statSync(path).isFile() || !texts.test(name)) continue;
  const bytes = readFileSync(path);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  for (const [end, packed] of [["br", brotliCompressSync(bytes, options)], ["gz", gzipSync(bytes, { level: 9 })]] as const) {
    if (packed.length < bytes.length * 0.9) writeFileSync(`${path}.${end}`, packed);
  }
}
