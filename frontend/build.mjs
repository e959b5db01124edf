// Bundle src/main.ts and write the coastline maps are drawn with: `node build.mjs FOLDER`.
// The folder is made beside its place and then renamed, so that a build that breaks off leaves the old one.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { feature } from "topojson-client";

const target = process.argv[2];
if (!target) throw new Error("usage: node build.mjs FOLDER");
const fresh = join(dirname(target), `.build-${process.pid}`);

const STEPS = 1000; // the coastline's numbers are thousandths of a degree

/** Every outline of land on Earth as [longitude, latitude, longitude, ...], from Natural Earth at 1:50 million. */
async function coastline() {
  const atlas = JSON.parse(await readFile("node_modules/world-atlas/land-50m.json", "utf8"));
  const polygons = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) => geometry.coordinates);
  const rings = polygons.flat().map((ring) => ring.flat().map((degrees) => Math.round(degrees * STEPS)));
  return JSON.stringify({ source: "Natural Earth 1:50m land, by world-atlas", rings });
}

await mkdir(fresh, { recursive: true });
await build({
  entryPoints: ["src/main.ts"],
  outfile: join(fresh, "sightline.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "inline",
  logLevel: "warning",
});
await writeFile(join(fresh, "coastline.json"), await coastline());
await copyFile("node_modules/world-atlas/LICENSE", join(fresh, "coastline.LICENSE.txt"));
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
