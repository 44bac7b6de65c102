// SPDX-License-Identifier: MIT
// What comes out of each layer, and the gradients that come back to it.

import {Sheet, color, shortNumber} from 'playground/sheet';

const BOTTOM = 16;

export class Histograms {
    #engine;
    #list;
    #layers = [];

    constructor(engine, list) {
        this.#engine = engine;
        this.#list = list;
    }

    draw() {
        const study = this.#engine.study();
        if (study.length !== this.#layers.length) this.#makeRoom(study);
        study.forEach((layer, i) => {
            const {name, verdict, drawings} = this.#layers[i];
            setText(name, `layer ${i + 1}: ${layer.units} ${layer.units === 1 ? 'unit' : 'units'}`);
            setText(verdict, layer.verdict);
            verdict.dataset.verdict = layer.verdict;
            drawings.activations.draw(layer.activations);
            drawings.gradients.draw(layer.gradients);
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
                drawings: {
                    activations: new Bars(find('.activations canvas'), 'activations'),
                    gradients: new Bars(find('.gradients canvas'), 'gradients'),
                },
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
        context.fillStyle = color('soft');
        context.textBaseline = 'bottom';
        context.textAlign = 'left';
        context.fillText(shortNumber(edges[0]), 0, height);
        context.textAlign = 'right';
        context.fillText(shortNumber(edges[counts.length]), width, height);
    }
}

/** A text that stays the same is not set again, which would make the browser lay out the page. */
export function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
}
