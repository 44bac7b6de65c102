// SPDX-License-Identifier: MIT
// The playground's module without its page: node module_test.mjs MODULE INSTRUCTION_SET CRCS [--self-test]
//
// Its size, what it wants and offers, and the CRCs of the host's trainings (a line each: data set,
// seed, steps, CRC). --self-test shows that each check can fail.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';

const largest = 112 * 1024;
const [path, instructionSet, crcs, selfTest] = process.argv.slice(2);

const expected = (await readFile(crcs, 'utf8')).trim().split('\n').map(line => line.split(' '));
const bytes = await readFile(path);

class Playground {
    constructor(bytes) {
        this.call = new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports;
    }
    text(address) {
        const memory = new Uint8Array(this.call.memory.buffer, address);
        return new TextDecoder().decode(memory.subarray(0, memory.indexOf(0)));
    }
    floats(address, count) {
        return new Float32Array(this.call.memory.buffer, address, count);
    }
    choice(what, name) {
        for (let i = 0; i < this.call.choice_count(what); ++i) {
            if (this.text(this.call.choice_name(what, i)) === name) return i;
        }
        throw new Error(`no choice ${name}`);
    }
    begin(dataset, seed, rate = 0.1, keep = 1, units = [10, 5], activation = 'relu') {
        const most = this.call.most_hidden_layers();
        new Uint32Array(this.call.memory.buffer, this.call.hidden_units(), most)
            .set(units.slice(0, most));
        return this.call.start(this.choice(0, dataset), this.choice(1, 'he'), units.length,
                               this.choice(2, activation), seed, rate, 0, keep);
    }
}

const checks = {
    'the module is small'({bytes}) {
        assert.ok(bytes.length < largest, `${bytes.length} bytes`);
    },
    'the module wants nothing from outside'({bytes}) {
        assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(bytes)), []);
    },
    'the memory never grows'({playground}) {
        const before = playground.call.memory.buffer;
        playground.begin('moons', 1);
        playground.call.train(10);
        playground.call.draw_grid(128, 128, -1, 1, -1, 1);
        assert.equal(playground.call.memory.buffer, before);
        assert.ok(before.byteLength <= 1 << 20, `${before.byteLength} bytes`);
    },
    'it computes with the instructions that it was built for'({playground, instructionSet}) {
        assert.equal(playground.text(playground.call.instruction_set()), instructionSet);
    },
    'the parameters are the host\'s'({playground, expected}) {
        assert.equal(expected.length, 6);
        for (const [dataset, seed, steps, crc] of expected) {
            assert.equal(playground.begin(dataset, Number(seed)), 0);
            assert.equal(playground.call.train(Number(steps)), Number(steps));
            assert.equal((playground.call.parameter_crc() >>> 0).toString(16).padStart(8, '0'), crc,
                         `${dataset}, seed ${seed}`);
        }
    },
    'the largest network has room with every activation'({playground}) {
        const most = playground.call.most_units();
        assert.deepEqual([playground.call.most_hidden_layers(), most], [6, 32]);
        const seen = new Set();
        for (let a = 0; a < playground.call.choice_count(2); ++a) {
            const activation = playground.text(playground.call.choice_name(2, a));
            for (const keep of [1, 0.9]) {
                assert.equal(playground.begin('moons', 1, 0.1, keep, Array(6).fill(most), activation), 0);
                assert.equal(playground.call.train(2), 2, activation);
            }
            assert.equal(playground.call.study(), 0);
            seen.add(playground.call.parameter_crc());
        }
        assert.equal(seen.size, 16);
        assert.equal(playground.begin('moons', 1, 0.1, 0.5, []), 0);
        assert.equal(playground.call.train(2), 2);
    },
    'what does not exist is refused'({playground}) {
        assert.equal(playground.begin('circles', 1), 0);
        const before = playground.call.parameter_crc();
        for (const [rate, keep] of [[-1, 1], [NaN, 1], [0.1, 0], [0.1, 2]]) {
            const status = playground.begin('moons', 2, rate, keep);
            assert.match(playground.text(playground.call.describe(status)), /range/);
        }
        for (const units of [[33], [0], [4, 4, 0], Array(7).fill(1)]) {
            const status = playground.begin('moons', 2, 0.1, 1, units);
            assert.match(playground.text(playground.call.describe(status)), /sizes beyond/);
        }
        playground.begin('circles', 1);
        for (let what = 0; what < 3; ++what) {
            const choices = [0, 0, 0];
            const none = choices[what] = playground.call.choice_count(what);
            const [dataset, initializer, activation] = choices;
            assert.notEqual(playground.call.start(dataset, initializer, 2, activation, 1, 0.1, 0, 1),
                            0);
            assert.equal(playground.call.choice_name(what, none), 0);
        }
        assert.equal(playground.call.choice_count(3), 0);
        assert.equal(playground.call.layer_size(playground.call.layer_count()), 0);
        assert.equal(playground.call.activation_counts(99), 0);
        assert.equal(playground.call.parameter_crc(), before);
    },
    'pictures are where they are said to be'({playground}) {
        playground.begin('circles', 3);
        playground.call.train(1000);
        assert.equal(playground.call.steps_done(), 1000);
        const costs = playground.floats(playground.call.costs(), 1000);
        assert.ok(costs[999] < costs[0] / 2);
        assert.equal(playground.call.sample_count(0), 300);
        const labels = playground.floats(playground.call.labels(0), 300);
        assert.equal(labels.reduce((a, b) => a + b), 150);
        assert.ok(playground.call.accuracy(0) > 0.9 && playground.call.accuracy(1) > 0.9);
        assert.equal(playground.call.study(), 0);
        for (let layer = 0; layer < playground.call.layer_count(); ++layer) {
            const counts = new Uint32Array(playground.call.memory.buffer,
                                           playground.call.activation_counts(layer),
                                           playground.call.bins());
            assert.equal(counts.reduce((a, b) => a + b), 300 * playground.call.layer_size(layer));
        }
        // The middle of both circles is of class 1, what lies far outside of class 0.
        assert.equal(playground.call.draw_grid(3, 3, -2, 2, -2, 2), 0);
        const grid = playground.floats(playground.call.grid(), 9);
        assert.ok(grid[4] > 0.5 && grid[0] < 0.5);
    },
};

/// Something else instead of what a check looks at, each of which must make it fail.
const plants = {
    'the module is small': {bytes: Buffer.concat([bytes, Buffer.alloc(largest)])},
    // A module that imports a function "f" of a module "m".
    'the module wants nothing from outside': {
        bytes: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 109, 1, 102,
                             0, 0)
    },
    'it computes with the instructions that it was built for': {instructionSet: 'sse2'},
    'the parameters are the host\'s': {
        expected: expected.map(([dataset, seed, steps, crc]) => [dataset, seed, steps, '0' + crc])
    },
    'the largest network has room with every activation': {
        playground: withCall('most_units', () => 33)
    },
    'what does not exist is refused': {playground: withCall('start', () => 0)},
    'pictures are where they are said to be': {playground: withCall('costs', () => 8)},
    'the memory never grows': {
        playground: withCall('train', call => call.memory.grow(1))
    },
};

function withCall(name, instead) {
    const playground = new Playground(bytes);
    const real = playground.call;
    playground.call = {...real, [name]: () => instead(real)};
    return playground;
}

let failures = 0;
for (const [title, check] of Object.entries(checks)) {
    const real = {bytes, playground: new Playground(bytes), instructionSet, expected};
    let failure = null;
    try {
        check(selfTest ? {...real, ...plants[title]} : real);
    } catch (error) {
        failure = error;
    }
    if (selfTest ? failure === null : failure !== null) {
        console.log(selfTest ? `NOT SEEN TO FAIL: ${title}` : `FAILED: ${title}: ${failure.message}`);
        ++failures;
    }
}
console.log(`${path}: ${bytes.length} bytes, ${Object.keys(checks).length} checks, ${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;
