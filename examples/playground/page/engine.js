// SPDX-License-Identifier: MIT
// The library in WebAssembly, as JavaScript would have it. examples/playground/exports*.cpp say what
// each function does.

/** Names of what can be chosen, by the number that the module has for it. */
const CHOICES = {dataset: 0, initializer: 1, activation: 2, optimizer: 3};

/** What the module is told in numbers, in its order. */
const NUMBERS = ['dataset', 'initializer', 'activation', 'optimizer', 'seed', 'batch', 'noise',
    'testShare', 'learningRate', 'l1', 'l2', 'keep'];

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

/** A file of numbers. */
export async function loadNumbers(name) {
    return JSON.parse(new TextDecoder().decode(await bytesOf(name)));
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

    /** chosen: all of NUMBERS, and hidden, the units of each hidden layer, no more of them than
        limits().layers. */
    start(chosen) {
        const {hidden} = chosen;
        this.#words(this.#wasm.hidden_units(), hidden.length).set(hidden);
        this.#choose(chosen);
        return this.#complaint(this.#wasm.start(hidden.length));
    }

    /** Only the rates change. */
    change(chosen) {
        this.#choose(chosen);
        return this.#complaint(this.#wasm.change());
    }

    #choose(chosen) {
        new Float64Array(this.#wasm.memory.buffer, this.#wasm.chosen(), NUMBERS.length).set(
            NUMBERS.map(name => chosen[name]));
    }

    /** The fewest and the most rows of a table. */
    rowLimits() {
        return {least: this.#wasm.least_rows(), most: this.#wasm.most_rows()};
    }

    /** The table of the data set csv: columns of numbers; y is 0 or 1 for classes. */
    setTable({x1, x2, y, isNumbers}) {
        [x1, x2, y].forEach((column, number) =>
            this.#floats(this.#wasm.table(number), column.length).set(column));
        this.#wasm.set_table(y.length, isNumbers ? 1 : 0);
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

    /** The share that is right; R squared where numbers are learnt. */
    score(which) {
        return this.#wasm.score(which);
    }

    learnsNumbers() {
        return this.#wasm.task() === 1;
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

    /** The same by the network of int8, which there must be. */
    quantizedGrid(width, height, {left, right, bottom, top}) {
        this.#wasm.draw_quantized_grid(width, height, left, right, bottom, top);
        return this.#floats(this.#wasm.grid(), width * height);
    }

    /** What each unit, through all dense layers, gives at side x side points, in the grid's order: a
        function of a unit's number. */
    units(side, {left, right, bottom, top}) {
        this.#wasm.draw_units(side, left, right, bottom, top);
        return number => this.#floats(this.#wasm.unit(number), side * side);
    }

    parameters() {
        return this.#floats(this.#wasm.parameters(), this.#wasm.parameter_count());
    }

    /** The units of each dense layer. */
    sizes() {
        return Array.from({length: this.#wasm.layer_count()},
            (_, layer) => this.#wasm.layer_size(layer));
    }

    profile() {
        return this.#wasm.profile() === 1 ? 'fused' : 'separate';
    }

    /** Makes a network of int8; nothing when all is well, else a sentence. */
    quantize() {
        return this.#complaint(this.#wasm.quantize());
    }

    /** What quantize() came to; null when the network has changed since. */
    quantized() {
        if (!this.#wasm.is_quantized()) return null;
        return {largestError: this.#wasm.largest_error(), meanError: this.#wasm.mean_error(),
                otherClass: this.#wasm.other_class(), score: this.#wasm.quantized_score(),
                flash: this.#wasm.quantized_flash()};
    }

    /** The bytes of an image of the network, or of that of int8; null where there is none. */
    image(ofInt8) {
        const count = this.#wasm.write_image(ofInt8 ? 1 : 0);
        return count === 0 ? null
            : new Uint8Array(this.#wasm.memory.buffer, this.#wasm.image(), count).slice();
    }

    /** For each layer its size, a verdict, figures, and histograms of activations and gradients; in a hurry,
        over a part of the samples where the network is large. */
    study(inAHurry = false) {
        if (this.#wasm.study(inAHurry ? 1 : 0) !== 0) return [];
        const bins = this.#wasm.bins();
        const histogram = (edges, counts) =>
            ({edges: this.#floats(edges, bins + 1), counts: this.#words(counts, bins)});
        const lengths = pointer => this.#floats(pointer, this.#wasm.layer_count());
        const gradientLengths = lengths(this.#wasm.gradient_lengths());
        const weightLengths = lengths(this.#wasm.weight_lengths());
        return Array.from({length: this.#wasm.layer_count()}, (_, layer) => ({
            units: this.#wasm.layer_size(layer),
            verdict: this.#text(this.#wasm.verdict(layer)),
            words: this.#text(this.#wasm.verdict_in_words(layer)),
            deadUnits: this.#wasm.dead_units(layer),
            saturated: this.#wasm.saturated(layer),
            gradientLength: gradientLengths[layer],
            weightLength: weightLengths[layer],
            activations: histogram(this.#wasm.activation_edges(layer),
                this.#wasm.activation_counts(layer)),
            gradients: histogram(this.#wasm.gradient_edges(layer),
                this.#wasm.gradient_counts(layer)),
        }));
    }
}
