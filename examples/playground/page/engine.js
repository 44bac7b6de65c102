// SPDX-License-Identifier: MIT
// The library in WebAssembly, as JavaScript would have it. examples/playground/exports.cpp says what
// each function does.

/** Names of what can be chosen, by the number that the module has for it. */
const CHOICES = {dataset: 0, initializer: 1, activation: 2};

export const TRAINING_SET = 0;
export const TEST_SET = 1;

/** Bytes of a file that stands in the page itself, else beside it. */
async function bytesOf(name) {
    const embedded = document.getElementById(name);
    if (!embedded) return new Uint8Array(await (await fetch(name)).arrayBuffer());
    return Uint8Array.from(atob(embedded.textContent.trim()), letter => letter.charCodeAt(0));
}

/** The module with vectors where the browser knows them, else the one without: the same bits. */
export async function loadEngine() {
    let bytes = await bytesOf('playground.wasm');
    if (!WebAssembly.validate(bytes)) bytes = await bytesOf('playground_scalar.wasm');
    const {instance} = await WebAssembly.instantiate(bytes, {});
    return new Engine(instance.exports);
}

class Engine {
    #wasm;

    constructor(exports) {
        this.#wasm = exports;
    }

    // The module's memory never grows, so views of it stay valid.
    #floats(pointer, count) {
        return new Float32Array(this.#wasm.memory.buffer, pointer, count);
    }

    #words(pointer, count) {
        return new Uint32Array(this.#wasm.memory.buffer, pointer, count);
    }

    #text(pointer) {
        const bytes = new Uint8Array(this.#wasm.memory.buffer, pointer);
        return String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
    }

    /** Nothing when all is well, else a sentence. */
    #complaint(status) {
        return status === 0 ? '' : this.#text(this.#wasm.describe(status));
    }

    names(what) {
        const number = CHOICES[what];
        return Array.from({length: this.#wasm.choice_count(number)},
            (_, index) => this.#text(this.#wasm.choice_name(number, index)));
    }

    instructionSet() {
        return this.#text(this.#wasm.instruction_set());
    }

    /** The most hidden layers, and the most units of each. */
    limits() {
        return {layers: this.#wasm.most_hidden_layers(), units: this.#wasm.most_units()};
    }

    /** chosen.hidden: the units of each hidden layer, no more of them than limits().layers. */
    start(chosen) {
        const {hidden} = chosen;
        this.#words(this.#wasm.hidden_units(), hidden.length).set(hidden);
        return this.#complaint(this.#wasm.start(chosen.dataset, chosen.initializer, hidden.length,
            chosen.activation, chosen.seed, chosen.learningRate, chosen.lambda, chosen.keep));
    }

    change({learningRate, lambda, keep}) {
        return this.#complaint(this.#wasm.change(learningRate, lambda, keep));
    }

    /** The costs of the steps that were done, fewer than asked for when one went wrong. */
    train(steps) {
        const done = this.#wasm.train(Math.min(steps, this.#wasm.max_steps()));
        return this.#floats(this.#wasm.costs(), done);
    }

    outcome() {
        return this.#complaint(this.#wasm.outcome());
    }

    stepsDone() {
        return this.#wasm.steps_done();
    }

    cost(which) {
        return this.#wasm.cost(which);
    }

    accuracy(which) {
        return this.#wasm.accuracy(which);
    }

    /** Views, which the next start() fills with others. */
    samples(which) {
        const count = this.#wasm.sample_count(which);
        const points = this.#floats(this.#wasm.samples(which), 2 * count);
        return {x1: points.subarray(0, count), x2: points.subarray(count),
                labels: this.#floats(this.#wasm.labels(which), count)};
    }

    crc() {
        return (this.#wasm.parameter_crc() >>> 0).toString(16).padStart(8, '0');
    }

    parameterCount() {
        return this.#wasm.parameter_count();
    }

    /** Probabilities of class 1 at width x height points, row by row from the top left. */
    grid(width, height, {left, right, bottom, top}) {
        this.#wasm.draw_grid(width, height, left, right, bottom, top);
        return this.#floats(this.#wasm.grid(), width * height);
    }

    /** For each layer its size, a verdict, and histograms of activations and gradients. */
    study() {
        if (this.#wasm.study() !== 0) return [];
        const bins = this.#wasm.bins();
        const histogram = (edges, counts) =>
            ({edges: this.#floats(edges, bins + 1), counts: this.#words(counts, bins)});
        return Array.from({length: this.#wasm.layer_count()}, (_, layer) => ({
            units: this.#wasm.layer_size(layer),
            verdict: this.#text(this.#wasm.verdict(layer)),
            activations: histogram(this.#wasm.activation_edges(layer),
                this.#wasm.activation_counts(layer)),
            gradients: histogram(this.#wasm.gradient_edges(layer),
                this.#wasm.gradient_counts(layer)),
        }));
    }
}
