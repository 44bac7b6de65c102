// SPDX-License-Identifier: MIT
// What a network costs on a chip, out of the figures that tools/cost_report has measured (bill.json).
// RAM is sizeof of the library's own types, hence exact; flash is measured code and the bytes of the
// numbers; instructions are fitted to measured networks.

const FLOAT = 4;
/** Hidden activations whose derivative wants the argument, which the trainer keeps beside the output. */
const KEEPS_ARGUMENTS = ['silu', 'hard_swish', 'gelu', 'gelu_tanh', 'mish'];
/** In int8, these are a range or a multiplier; all others are a table. */
const WITHOUT_TABLE = ['relu', 'relu6', 'identity', 'leaky_relu'];
const TABLE = 256;
/** {settings, state}: floats that a trainer keeps of an optimizer, and for each parameter. */
const OPTIMIZERS = {
    gradient_descent: {settings: 1, state: 0}, momentum: {settings: 3, state: 1},
    nesterov: {settings: 2, state: 1}, rmsprop: {settings: 3, state: 1},
    rprop: {settings: 5, state: 2}, adam: {settings: 4, state: 2}, adamw: {settings: 5, state: 2},
};
const CACHE_LINE = 64, LARGE = 4096;  // parameters of so many bytes begin on a cache line

/** Activations of which many gradients are 0: an optimizer's step in software floats is faster. */
const ZEROS = ['relu', 'relu6'];
const NOTHING = [0, 0, 0];

const upTo = (bytes, multiple) => Math.ceil(bytes / multiple) * multiple;
const sum = numbers => numbers.reduce((all, one) => all + one, 0);
const products = sizes => sizes.slice(1).map((units, l) => units * sizes[l]);

export function parameterCount(sizes) {
    return sum(products(sizes)) + sum(sizes.slice(1));
}

/** The widest of the layers first, first + 2, ..., counted from 1; 0 when there is none. */
function widest(sizes, first) {
    return Math.max(0, ...sizes.filter((_, l) => l >= first && (l - first) % 2 === 0));
}

/** sizeof network::scratch: two neighbouring layers. */
export function predictRam(sizes) {
    return FLOAT * (Math.max(1, widest(sizes, 1)) + Math.max(1, widest(sizes, 2)));
}

const alignmentOf = sizes => FLOAT * parameterCount(sizes) >= LARGE ? CACHE_LINE : FLOAT;

/** sizeof network::parameters. */
export function parameterBytes(sizes) {
    return upTo(FLOAT * parameterCount(sizes), alignmentOf(sizes));
}

/** sizeof trainer<network, loss, optimizer, batch<1>>. */
export function trainRam({sizes, activation, optimizer}) {
    const parameters = FLOAT * parameterCount(sizes);
    const alignment = alignmentOf(sizes);
    const {settings, state} = OPTIMIZERS[optimizer];
    const hidden = sum(sizes.slice(1, -1));
    const kept = hidden * (KEEPS_ARGUMENTS.includes(activation) ? 2 : 1) + 2;
    const before = FLOAT * settings + state * parameters + FLOAT;  // and the number of steps
    const numbers = FLOAT * (kept + 2 * Math.max(...sizes.slice(1)) + 1);
    return upTo(upTo(before, alignment) + upTo(parameters, alignment) + numbers, alignment);
}

/** sizeof quantized<network, rounding>, and of its scratch: an opened layer has 52 bytes. */
export function predictRamInt8(sizes) {
    const hidden = sizes.slice(0, -1);
    const scratch = Math.max(1, widest(hidden, 1) + widest(hidden, 2));
    return 52 * (sizes.length - 1) + FLOAT * sum(sizes.slice(1)) + 32 + scratch;
}

/** sizeof quantized_parameters<network>. */
export function flashOfInt8(sizes, activation, learnsNumbers) {
    const layers = sizes.length - 1, units = sum(sizes.slice(1));
    const tables = (WITHOUT_TABLE.includes(activation) ? 0 : layers - 1) + (learnsNumbers ? 0 : 1);
    const perLayer = 12 * layers + upTo(2 * layers, 4) + 20 * layers;
    return upTo(8 + perLayer + 12 * units + sum(products(sizes)) + TABLE * Math.max(1, tables), 4);
}

/** What a network's instructions are fitted by, as tools/cost_report/page_fit.py has it. */
export function featuresOf(sizes, job) {
    const layers = sizes.slice(1).map((units, l) => [sizes[l], units]);
    const over = (some, of) => sum(some.map(([a, b]) => of(a, b)));
    if (job === 'int8_rows') {
        return [1, layers.length, ...[0, 1, 2, 3, 4].map(k => over(layers, (a, b) => rowsOf(a, b)[k]))];
    }
    const features = [1, layers.length, sum(sizes.slice(1)), over(layers, (a, b) => a * b)];
    if (job === 'int8') {
        return [...features, over(layers, a => a % 4), over(layers, (a, b) => a * Math.floor(b / 4)),
                over(layers, (a, b) => Math.ceil(b / 4) * (a % 4))];
    }
    features.push(over(layers, (a, b) => b * segments(a, b)));
    if (job !== 'train') return features;
    const inner = layers.slice(1);
    return [...features, over(inner, (a, b) => a * b), over(inner, a => a),
            over(inner, (a, b) => a * (b < 16 ? 1 : 4))];
}

function segments(inputs, outputs) {
    if (inputs < 8) return 1;
    return inputs >= 16 && outputs <= 16 ? 4 : 2;
}

/** Of a layer whose outputs are computed four at a time: the last four may overlap those before. */
function rowsOf(inputs, outputs) {
    const left = outputs % 4;
    const again = outputs >= 4 && left > 1 ? 1 : 0;
    const blocks = Math.floor(outputs / 4) + again;
    const alone = again ? 0 : left;
    return [blocks, blocks * inputs, alone, alone * inputs, again];
}

/** A sum over as many features as there are coefficients. */
const dot = (coefficients, features) => sum(coefficients.map((one, k) => one * features[k]));

/** {float: {flash, predictRam, trainRam, predict, train}, int8: {flash, predictRam, predict}} of
    network = {sizes, activation, optimizer, learnsNumbers}: bytes and instructions. `core`: of
    bill.json; what it does not have is null. Flash to predict includes the numbers, which a chip that
    trains has in RAM. */
export function costOf(network, core) {
    const {sizes, activation, optimizer, learnsNumbers} = network;
    const hidden = sum(sizes.slice(1, -1)), layers = sizes.length - 1;
    const parts = [layers - 1, hidden, sum(products(sizes).slice(1))];
    const own = core.activations[hidden > 0 ? activation : 'relu'];
    const more = core.optimizers[optimizer] ?? {flash: 0, zeros: NOTHING, few_zeros: NOTHING};
    const steps = more[ZEROS.includes(activation) ? 'zeros' : 'few_zeros'];
    const flash = job => core.flash[job] && Math.round(core.flash[job].code +
        core.flash[job].layer * layers + own.flash[job]);
    const instructions = (job, features = job, others = 0) => core.instructions[job] &&
        Math.max(1, Math.round(dot(core.instructions[job], featuresOf(sizes, features)) +
            dot(own.parts[job], parts) + others));
    return {
        float: {
            flash: flash('predict') + parameterBytes(sizes),
            trainFlash: flash('train') && flash('train') + more.flash,
            predictRam: predictRam(sizes), trainRam: parameterBytes(sizes) + trainRam(network),
            predict: instructions('predict'),
            train: instructions('train', 'train', dot(steps, [1, layers, parameterCount(sizes)])),
        },
        int8: {
            flash: flash('int8') + flashOfInt8(sizes, activation, learnsNumbers),
            predictRam: predictRamInt8(sizes), predict: instructions('int8', core.int8),
        },
    };
}
