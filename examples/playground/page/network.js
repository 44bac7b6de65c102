// SPDX-License-Identifier: MIT
// The network as people draw it: each unit with what it makes of the plane, and a line for each
// weight, thick where it is large. Numbers are under the pointer, or under the arrow keys.

import {Layout} from 'playground/network_layout';
import {Sheet, color, rgb, shortNumber} from 'playground/sheet';
import {linesOf} from 'playground/weight_lines';

const MOST_POINTS = 20, FEW_POINTS = 10;  // along each side of a unit's picture
const MANY_UNITS = 60;
const SHADES = 128;
const REACH = 12;  // pixels from the pointer within which a line is meant

export class Network {
    #engine;
    #sheet;
    #canvas;
    #tip;
    #layout = null;
    #pictures = document.createElement('canvas');
    #shades;
    #extent = null;
    #found = null;
    #names = ['x₁', 'x₂'];

    constructor(engine, canvas, tip) {
        this.#engine = engine;
        this.#canvas = canvas;
        this.#tip = tip;
        this.#sheet = new Sheet(canvas, () => this.draw());
        const point = event => this.#point(event);
        canvas.addEventListener('pointermove', point);
        canvas.addEventListener('pointerdown', point);
        canvas.addEventListener('pointerleave', () => this.#show(null));
        canvas.addEventListener('blur', () => this.#show(null));
        canvas.addEventListener('keydown', event => this.#walk(event));
    }

    /** To be called when samples, shape or colours have changed. */
    renew(extent, names) {
        this.#extent = extent;
        this.#names = names;
        this.#shades = shades();
        this.#found = null;
        this.#tip.hidden = true;
        const widest = Math.max(2, ...this.#engine.sizes());
        this.#canvas.style.height = `${Math.min(480, Math.max(150, widest * 30))}px`;
    }

    draw() {
        const {width, height} = this.#sheet;
        if (!this.#extent || width === 0 || height === 0) return;
        const sizes = [2, ...this.#engine.sizes()];
        this.#layout = new Layout(sizes, width, height);
        const context = this.#sheet.clear();
        this.#drawWeights(context);
        this.#drawUnits(context, sizes);
        if (this.#found) this.#mark(context);
        if (this.#found && !this.#tip.hidden) this.#tip.textContent = this.#words(this.#found);
    }

    // -- drawing ---------------------------------------------------------------------------------

    #drawWeights(context) {
        const layout = this.#layout;
        const w = this.#engine.parameters();
        const colors = [color('negative'), color('positive')];
        let offset = 0;
        // What would not be seen, or among many lines not be told apart.
        const thinnest = w.length < 600 ? 0.02 : w.length < 2000 ? 0.2 : 0.4;
        for (let layer = 1; layer < layout.sizes.length; ++layer) {
            const [before, units] = [layout.sizes[layer - 1], layout.sizes[layer]];
            const thick = Math.min(5, layout.size / 4);
            const weights = w.subarray(offset, offset + before * units);
            for (const {share, isNegative, ends} of linesOf(weights, units, thinnest)) {
                context.strokeStyle = colors[isNegative ? 0 : 1];
                context.globalAlpha = 0.15 + 0.85 * share;
                context.lineWidth = 0.4 + thick * share;
                context.setLineDash(isNegative ? [5, 3] : []);
                context.beginPath();
                for (const [from, to] of ends) layout.trace(context, layer, from, to);
                context.stroke();
            }
            offset += (before + 1) * units;
        }
        context.globalAlpha = 1;
        context.setLineDash([]);
    }

    #drawUnits(context, sizes) {
        const all = sizes.slice(1).reduce((sum, units) => sum + units, 0);
        const points = all > MANY_UNITS ? FEW_POINTS : MOST_POINTS;
        const outputs = this.#engine.units(points, this.#extent);
        this.#paint(points, all, outputs);
        const {size} = this.#layout;
        context.strokeStyle = color('control');
        context.lineWidth = 1;
        context.imageSmoothingEnabled = size > 1.5 * points;
        context.font = `${Math.min(11, Math.floor(0.7 * size))}px system-ui, sans-serif`;
        let number = 0;
        for (let layer = 0; layer < sizes.length; ++layer) {
            for (let unit = 0; unit < sizes[layer]; ++unit) {
                const {x, y} = this.#layout.place(layer, unit);
                const [left, top] = [x - size / 2, y - size / 2];
                if (layer === 0) {
                    context.fillStyle = color('card');
                    context.fillRect(left, top, size, size);
                    context.fillStyle = color('ink');
                    context.textAlign = 'center';
                    context.textBaseline = 'middle';
                    context.fillText(this.#names[unit].slice(0, 6), x, y);
                } else {
                    context.drawImage(this.#pictures, 0, number++ * points, points, points,
                        left, top, size, size);
                }
                context.strokeRect(left, top, size, size);
            }
        }
    }

    /** All units' pictures, one below the other. A unit's shades reach from its lowest output to its
        highest, or as far on the other side of 0. */
    #paint(points, all, outputs) {
        const area = points * points;
        this.#pictures.width = points;
        this.#pictures.height = points * all;
        const context = this.#pictures.getContext('2d');
        const image = context.createImageData(points, points * all);
        const pixels = new Uint32Array(image.data.buffer);
        const last = all - 1;
        for (let number = 0; number < all; ++number) {
            const of = outputs(number);
            let largest = 1e-30;
            const isProbability = number === last && !this.#engine.learnsNumbers();
            for (let i = 0; i < area; ++i) largest = Math.max(largest, Math.abs(of[i]));
            for (let i = 0; i < area; ++i) {
                const share = isProbability ? of[i] : 0.5 + 0.5 * of[i] / largest;
                pixels[number * area + i] = this.#shades[Math.round(share * (SHADES - 1))] ?? 0;
            }
        }
        context.putImageData(image, 0, 0);
    }

    // -- numbers ---------------------------------------------------------------------------------

    #point(event) {
        if (!this.#layout) return;
        const box = this.#canvas.getBoundingClientRect();
        const [x, y] = [event.clientX - box.left, event.clientY - box.top];
        this.#show(this.#layout.unitAt(x, y) ?? this.#layout.lineAt(x, y, REACH), x, y);
    }

    #walk(event) {
        if (!this.#layout || !event.key.startsWith('Arrow')) return;
        event.preventDefault();
        const {sizes} = this.#layout;
        const at = this.#found?.unit !== undefined ? this.#found : {layer: 1, unit: -1};
        const across = {ArrowLeft: -1, ArrowRight: 1}[event.key] ?? 0;
        const down = {ArrowUp: -1, ArrowDown: 1}[event.key] ?? 0;
        const layer = Math.min(Math.max(at.layer + across, 0), sizes.length - 1);
        const unit = Math.min(Math.max(at.unit + down, 0), sizes[layer] - 1);
        const {x, y} = this.#layout.place(layer, unit);
        this.#show({layer, unit}, x, y);
    }

    #show(found, x, y) {
        const changed = JSON.stringify(found) !== JSON.stringify(this.#found);
        this.#found = found;
        this.#tip.hidden = found === null;
        if (found) {
            this.#tip.textContent = this.#words(found);
            const right = this.#canvas.clientWidth - this.#tip.offsetWidth;
            this.#tip.style.left = `${this.#canvas.offsetLeft + Math.max(0, Math.min(x + 12, right))}px`;
            this.#tip.style.top = `${this.#canvas.offsetTop + y + 18}px`;
        }
        if (changed) this.draw();
    }

    #words({layer, unit, from, to}) {
        const {sizes} = this.#layout;
        const w = this.#engine.parameters();
        let offset = 0;
        for (let l = 1; l < layer; ++l) offset += (sizes[l - 1] + 1) * sizes[l];
        const name = (l, number) => l === 0 ? this.#names[number]
            : l === sizes.length - 1 ? 'the output' : `unit ${number + 1} of layer ${l}`;
        if (unit === undefined) {
            const weight = w[offset + from * sizes[layer] + to];
            return `${name(layer - 1, from)} → ${name(layer, to)}: weight ${shortNumber(weight)}`;
        }
        if (layer === 0) return `input ${this.#names[unit]}`;
        const bias = w[offset + sizes[layer - 1] * sizes[layer] + unit];
        return `${name(layer, unit)}: bias ${shortNumber(bias)}`;
    }

    #mark(context) {
        const {layer, unit, from, to} = this.#found;
        context.strokeStyle = color('ink');
        context.lineWidth = 2.5;
        if (unit === undefined) {
            context.beginPath();
            this.#layout.trace(context, layer, from, to);
            context.stroke();
        } else if (unit < this.#layout.sizes[layer]) {
            const {x, y} = this.#layout.place(layer, unit);
            const {size} = this.#layout;
            context.strokeRect(x - size / 2 - 1, y - size / 2 - 1, size + 2, size + 2);
        }
    }
}

/** From the colour of class 0 by way of the paper to that of class 1. */
function shades() {
    const [zero, one, paper] = ['zero', 'one', 'card'].map(rgb);
    return Uint32Array.from({length: SHADES}, (_, i) => {
        const side = 2 * i / (SHADES - 1) - 1;
        const [red, green, blue] = paper.map((value, channel) =>
            Math.round(value + Math.abs(side) * ((side < 0 ? zero : one)[channel] - value)));
        return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
    });
}
