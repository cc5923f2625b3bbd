// The worker of a page that recomputes: the runtime, the compiled cells, and nothing of the network.
'use strict';
// Without this the runtime, which is loaded after onmessage is set, takes the worker for one of its own threads.
globalThis.dotnetSidecar = true;
globalThis.lemmataWritten = (cell, text) => postMessage({ written: cell, text });
let program = null;

const bytesOf = text => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
};
const unpack = async text => {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const all = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(all.buffer).getInt32(0, true), files = new Map();
  let at = 4 + length;
  for (const [name, size] of JSON.parse(new TextDecoder().decode(all.subarray(4, at)))) {
    files.set(name, all.subarray(at, at + size));
    at += size;
  }
  return files;
};

const does = {
  async boot(runtime, packs, count) {
    const files = await unpack(runtime), urls = {};
    const module = name => urls[name] ??= URL.createObjectURL(new Blob(
      [new TextDecoder().decode(files.get(name)).replaceAll('import.meta.url', '"https://lemmata.invalid/_framework/dotnet.js"')],
      { type: 'text/javascript' }));
    const { dotnet } = await import(module('dotnet.js'));
    const { getAssemblyExports } = await dotnet.withResourceLoader((type, path, _uri, _hash, behaviour) => {
      const name = path.split('/').pop();
      if (type === 'dotnetjs' || behaviour?.startsWith('js-module')) return module(name);
      if (!files.has(name)) throw new Error(`the runner has no ${name}`);
      const kind = name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
      return Promise.resolve(new Response(files.get(name), { headers: { 'content-type': kind } }));
    }).create();
    for (const url of Object.values(urls)) URL.revokeObjectURL(url);
    program = (await getAssemblyExports('Lemmata.Live')).Lemmata.Live.Program;
    let cells = null;
    for (const pack of packs) {
      for (const [name, content] of await unpack(pack)) {
        if (name === 'cells') cells = content;
        else if (name.startsWith('lib/')) program.Add(name.slice(4), content);
        else program.Put(name, content);
      }
    }
    program.Open(cells, count);
  },
  set: values => program.Set(values),
  run: async (cell, piece) => JSON.parse(await program.Run(cell, piece)),
};

onmessage = async ({ data: { id, what, args } }) => {
  try {
    postMessage({ id, value: await does[what](...args) });
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
};
