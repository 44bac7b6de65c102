// SPDX-License-Identifier: MIT
// Each layer's weights, what comes out of it, and the gradients that come back to it.

import {Sheet, color, shortNumber} from 'playground/sheet';
import {adviceOn, figuresOf} from 'playground/verdicts';

const KINDS = ['weights', 'activations', 'gradients'];

const BOTTOM = 16;

const verdictOn = layer => ({verdict: layer.verdict, advice: adviceOn(layer)});

export class Histograms {
    #engine;
    #list;
    #layers = [];
    #verdicts = [];
    #studied = [];

    constructor(engine, list) {
        this.#engine = engine;
        this.#list = list;
    }

    /** At the beginning of a training, whose initial weights are judged. */
    begin() {
        this.#verdicts = this.#engine.study().map(verdictOn);
    }

    /** Looks at the network as it is, which draw() draws. Where it is soon looked at again, a part of the
        samples will do for a large one. */
    study(soonAgain) {
        this.#studied = this.#engine.study(soonAgain);
    }

    draw() {
        const study = this.#studied;
        if (study.length !== this.#layers.length) this.#makeRoom(study);
        const w = this.#engine.parameters();
        let [offset, before] = [0, 2];
        study.forEach((layer, i) => {
            const {name, verdict, advice, figures, drawings} = this.#layers[i];
            // Weights that could not be judged at the beginning are judged now.
            const found = this.#verdicts[i] ?? verdictOn(layer);
            setText(name, `layer ${i + 1}: ${layer.units} ${layer.units === 1 ? 'unit' : 'units'}`);
            setText(verdict, found.verdict.replaceAll('_', ' '));
            verdict.dataset.verdict = found.verdict;
            setText(advice, found.advice);
            setText(figures, figuresOf(layer));
            drawings.weights.draw(histogramOf(w.subarray(offset, offset + before * layer.units)));
            drawings.activations.draw(layer.activations);
            drawings.gradients.draw(layer.gradients);
            offset += (before + 1) * layer.units;
            before = layer.units;
        });
    }

    #makeRoom(study) {
        this.#layers = study.map(() => {
            const item = document.getElementById('layer').content.cloneNode(true);
            const find = name => item.querySelector(name);
            return {
                item,
                name: find('.name'),
                verdict: find('.verdict'),
                advice: find('.advice'),
                figures: find('.figures'),
                drawings: Object.fromEntries(KINDS.map(
                    kind => [kind, new Bars(find(`.${kind} canvas`), kind)])),
            };
        });
        this.#list.replaceChildren(...this.#layers.map(layer => layer.item));
    }
}

class Bars {
    #sheet;
    #color;
    #histogram = null;

    constructor(canvas, colorName) {
        this.#color = colorName;
        this.#sheet = new Sheet(canvas, () => this.draw(this.#histogram));
    }

    /** Heights are square roots of counts: of relu, most activations are zero. */
    draw(histogram) {
        this.#histogram = histogram;
        const {width, height} = this.#sheet;
        if (!histogram || width === 0) return;
        const {edges, counts} = histogram;
        const context = this.#sheet.clear();
        const floor = height - BOTTOM;
        const tallest = Math.sqrt(Math.max(1, ...counts));
        const step = width / counts.length;
        context.fillStyle = color(this.#color);
        counts.forEach((count, bin) => {
            const tall = Math.sqrt(count) / tallest * (floor - 2);
            context.fillRect(bin * step + 0.5, floor - tall, Math.max(step - 1, 1), tall);
        });
        context.fillStyle = color('line');
        context.fillRect(0, floor, width, 1);
        const [first, last] = [edges[0], edges[counts.length]];
        if (first < 0 && last > 0) {  // where 0 is
            context.fillStyle = color('control');
            context.fillRect(Math.round(-first / (last - first) * width), 2, 1, floor - 2);
        }
        context.fillStyle = color('soft');
        context.textBaseline = 'bottom';
        context.textAlign = 'left';
        context.fillText(shortNumber(edges[0]), 0, height);
        context.textAlign = 'right';
        context.fillText(shortNumber(edges[counts.length]), width, height);
    }
}

const WEIGHT_BINS = 30;

/** From the least to the largest. */
function histogramOf(numbers) {
    let [low, high] = [Infinity, -Infinity];
    for (const number of numbers) [low, high] = [Math.min(low, number), Math.max(high, number)];
    if (!(low < high)) [low, high] = [low - 0.5, low + 0.5];
    const counts = new Uint32Array(WEIGHT_BINS);
    for (const number of numbers) {
        const bin = Math.floor((number - low) / (high - low) * WEIGHT_BINS);
        ++counts[Math.min(bin, WEIGHT_BINS - 1)];
    }
    const edges = Float32Array.from({length: WEIGHT_BINS + 1},
        (_, bin) => low + bin / WEIGHT_BINS * (high - low));
    return {edges, counts};
}

/** A text that stays the same is not set again, which would make the browser lay out the page. */
export function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
}
