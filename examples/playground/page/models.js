// SPDX-License-Identifier: MIT
// What a visitor takes away: the network in eight bits, beside the floats, and files of either.

import {TEST_SET} from 'playground/engine';
import {setText} from 'playground/histograms';
import {imageHeader, modelHeader} from 'playground/header_text';
import {shortNumber} from 'playground/sheet';

const get = id => document.getElementById(id);
const WRITTEN_BY = 'picomlp’s playground';
const CPP_NAMES = {tanh: 'hyperbolic_tangent'};

export class Models {
    #engine;
    #activation;

    /** activation(): that of hidden layers, by the module's name. quantized(yes): to be called when
        there is a network of int8, or none any more. */
    constructor(engine, activation, quantized, say) {
        this.#engine = engine;
        this.#activation = activation;
        get('quantize').addEventListener('click', () => {
            const complaint = engine.quantize();
            if (complaint) say(`This network cannot be quantized: ${complaint}.`);
            quantized(true);
        });
        get('show-int8').addEventListener('change', () => quantized(true));
        const files = {
            'save-header': () => ['playground_model.hpp', this.#header()],
            'save-image': () => ['playground.img', engine.image(false)],
            'save-image-header': () => ['playground_image.h', this.#imageHeader()],
            'save-int8-image': () => ['playground_int8.img', engine.image(true)],
        };
        for (const [id, make] of Object.entries(files)) {
            get(id).addEventListener('click', () => {
                const [name, contents] = make();
                if (contents) save(name, contents);
                else say('There is nothing to save: a number of this network is not finite.');
            });
        }
    }

    #header() {
        const sizes = this.#engine.sizes();
        const last = this.#engine.learnsNumbers() ? 'identity' : 'sigmoid';
        const hidden = CPP_NAMES[this.#activation()] ?? this.#activation();
        return modelHeader({
            name: 'playground', writtenBy: WRITTEN_BY, profile: this.#engine.profile(),
            layers: sizes.map((units, l) => [units, l + 1 < sizes.length ? hidden : last]),
            parameters: this.#engine.parameters(), crc: this.#engine.crc(),
        });
    }

    #imageHeader() {
        const image = this.#engine.image(false);
        return image && imageHeader({name: 'playground', writtenBy: WRITTEN_BY, image});
    }

    draw() {
        const found = this.#engine.quantized();
        get('int8-figures').hidden = !found;
        get('show-int8').disabled = get('save-int8-image').disabled = !found;
        if (!found) {
            get('show-int8').checked = false;
            setText(get('int8-note'), 'Makes an int8 network from this one, as the library does on a chip, ' +
                'and compares the two.');
            return;
        }
        const classes = !this.#engine.learnsNumbers();
        const percent = share => classes ? `${(100 * share).toFixed(1)} %` : share.toFixed(3);
        const tested = this.#engine.samples(TEST_SET).labels.length;
        setText(get('int8-note'), found.otherClass === 0
            ? `All ${tested} test samples fall on the same side as in float.`
            : `${found.otherClass} of ${tested} test samples ${found.otherClass === 1 ? 'falls' : 'fall'} on ` +
              'another side than in float.');
        setText(get('int8-score'), `${percent(found.score)} (float ${
            percent(this.#engine.score(TEST_SET))})`);
        setText(get('int8-largest'), shortNumber(found.largestError));
        setText(get('int8-mean'), shortNumber(found.meanError));
        setText(get('int8-bytes'), `${found.flash} (float ${4 * this.#engine.parameterCount()})`);
    }
}

function save(name, contents) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([contents]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
