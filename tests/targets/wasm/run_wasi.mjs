// SPDX-License-Identifier: MIT
// Runs a WebAssembly program that has a C library: node run_wasi.mjs PROGRAM [ARGUMENT...]
//
// The cross file names it as Meson's exe_wrapper. Files are found by absolute paths.
import {readFile} from 'node:fs/promises';
import {WASI} from 'node:wasi';

const [program, ...words] = process.argv.slice(2);
const wasi = new WASI({
    version: 'preview1', args: [program, ...words], preopens: {'/': '/'}, returnOnExit: true
});
const {instance} = await WebAssembly.instantiate(
    await readFile(program), {wasi_snapshot_preview1: wasi.wasiImport});
process.exitCode = wasi.start(instance);
