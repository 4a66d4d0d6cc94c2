// The same outputs with sharp, one decode shared by all of them: a line of JSON in, its processor seconds out.
// {"photo": path, "master": width, "effort": n, "outputs": [{box, size, format, quality, effort, path?, png?}]}
import { createRequire } from "node:module";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const sharp = createRequire(process.argv[2] + "/")("sharp");
sharp.concurrency(1);
sharp.cache(false);

async function made(job) {
  const { data, info } = await sharp(job.photo).rotate().resize(job.master).removeAlpha().raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const { box: [left, top, width, height], size, format, quality, effort, path, png } of job.outputs) {
    const picture = () => sharp(data, { raw }).extract({ left, top, width, height }).resize(...size, { fit: "fill" });
    const bytes = await (format === "avif"
      ? picture().avif({ quality, effort, chromaSubsampling: "4:2:0" })
      : picture().jpeg({ quality, chromaSubsampling: "4:2:0", optimiseCoding: true })).toBuffer();
    if (path) await writeFile(path, bytes);
    if (png) await writeFile(png, await picture().png().toBuffer());
  }
}

console.log(JSON.stringify(sharp.versions));
for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  await made(JSON.parse(line));
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
}
