// SPDX-License-Identifier: MIT
// Where the network sees which class, and the samples: two canvases, one upon the other, for samples
// are drawn once and the network at every frame.

import {TEST_SET, TRAINING_SET} from 'playground/engine';
import {Sheet, color, rgb} from 'playground/sheet';

// Points along each side; the screen interpolates. Few while a large network trains.
const POINTS = 96;
const FEW_POINTS = 48;
const LONG = 12;  // milliseconds that many points may take at every frame
const SHADES = 256;
const MARGIN = 0.08;

export class Boundary {
    #engine;
    #plane;
    #points;
    #small = document.createElement('canvas');
    #shades;
    #extent;
    #showsTest = false;
    #takesLong = false;
    #isNumbers = false;
    #inInt8 = false;

    constructor(engine, planeCanvas, pointsCanvas) {
        this.#engine = engine;
        this.#plane = new Sheet(planeCanvas, () => this.draw());
        this.#points = new Sheet(pointsCanvas, () => this.#drawSamples());
    }

    /** To be called when samples or colours have changed. */
    renew() {
        this.#shades = shades();
        this.#isNumbers = this.#engine.learnsNumbers();
        this.#extent = extentOf([TRAINING_SET, TEST_SET].map(set => this.#engine.samples(set)));
        this.#drawSamples();
    }

    showTest(yes) {
        this.#showsTest = yes;
        this.#drawSamples();
    }

    get extent() {
        return this.#extent;
    }

    /** The network of int8 instead, as long as it is there. */
    showInt8(yes) {
        this.#inInt8 = yes;
        this.draw();
    }

    /** Coarsely where it is soon drawn again and would take long. */
    draw(soonAgain = false) {
        if (!this.#extent || this.#plane.width === 0) return;
        const points = soonAgain && this.#takesLong ? FEW_POINTS : POINTS;
        const begin = performance.now();
        const outputs = this.#inInt8 && this.#engine.quantized()
            ? this.#engine.quantizedGrid(points, points, this.#extent)
            : this.#engine.grid(points, points, this.#extent);
        const probabilities = this.#isNumbers
            ? outputs.map(y => Math.min(Math.max((y + 1) / 2, 0), 1)) : outputs;
        if (points === POINTS) this.#takesLong = performance.now() - begin > LONG;
        this.#small.width = this.#small.height = points;
        const small = this.#small.getContext('2d');
        const image = small.createImageData(points, points);
        const pixels = new Uint32Array(image.data.buffer);
        for (let i = 0; i < pixels.length; ++i) {
            pixels[i] = this.#shades[Math.round(probabilities[i] * (SHADES - 1))];
        }
        small.putImageData(image, 0, 0);
        const {width, height} = this.#plane;
        const context = this.#plane.context;
        context.imageSmoothingEnabled = true;
        context.imageSmoothingQuality = 'high';
        // The outermost points lie on the edges, so half a pixel is beyond them.
        const [dx, dy] = [width / (points - 1), height / (points - 1)];
        context.drawImage(this.#small, -dx / 2, -dy / 2, width + dx, height + dy);
        context.strokeStyle = color('ink');
        context.lineWidth = 1.5;
        context.lineJoin = 'round';
        context.beginPath();
        traceHalf(probabilities, points, context, dx, dy);
        context.stroke();
    }

    #drawSamples() {
        const {width, height} = this.#points;
        if (!this.#extent || width === 0) return;
        const {left, right, bottom, top} = this.#extent;
        const context = this.#points.clear();
        const size = Math.max(3, width / 130);
        const draw = (samples, filled) => samples.labels.forEach((label, i) => {
            const x = (samples.x1[i] - left) / (right - left) * width;
            const y = (top - samples.x2[i]) / (top - bottom) * height;
            mark(context, label, x, y, size, filled, this.#isNumbers);
        });
        draw(this.#engine.samples(TRAINING_SET), true);
        if (this.#showsTest) draw(this.#engine.samples(TEST_SET), false);
    }
}

/** The corners of an x, whose arms have the length 1. */
const CROSS = (() => {
    const [long, wide] = [1, 0.3];
    const arm = [[wide, wide], [long, wide], [long, -wide]];
    return [0, 1, 2, 3].flatMap(turn => arm.map(([right, down]) => {
        const angle = Math.PI / 4 - turn * Math.PI / 2;
        return [right * Math.cos(angle) - down * Math.sin(angle),
                right * Math.sin(angle) + down * Math.cos(angle)];
    }));
})();

/** A circle for class 0, a cross for class 1, as a terminal has o and x: shapes tell them apart without
    colours. Of numbers, the shape says the sign, and the colour how far from 0 it is. */
export function mark(context, label, x, y, size, filled = true, isNumber = false) {
    const isOne = isNumber ? label > 0 : label !== 0;
    context.beginPath();
    if (!isOne) {
        context.arc(x, y, size, 0, 2 * Math.PI);
    } else {
        const reach = 1.6 * size;
        for (const [right, down] of CROSS) context.lineTo(x + reach * right, y + reach * down);
        context.closePath();
    }
    const deep = color(isOne ? 'one-deep' : 'zero-deep');
    context.strokeStyle = deep;
    context.lineWidth = filled ? 1.3 : 1.8;
    context.fillStyle = color('card');
    context.fill();
    context.fillStyle = color(isOne ? 'one' : 'zero');
    context.globalAlpha = isNumber ? Math.min(1, Math.abs(label)) : 1;
    if (filled) context.fill();
    context.globalAlpha = 1;
    context.stroke();
}

/** A square around all samples, with a margin. */
export function extentOf(sets) {
    let left = Infinity, right = -Infinity, bottom = Infinity, top = -Infinity;
    for (const {x1, x2} of sets) {
        for (const x of x1) [left, right] = [Math.min(left, x), Math.max(right, x)];
        for (const x of x2) [bottom, top] = [Math.min(bottom, x), Math.max(top, x)];
    }
    const half = Math.max(right - left, top - bottom) * (0.5 + MARGIN);
    const [x, y] = [(left + right) / 2, (bottom + top) / 2];
    return {left: x - half, right: x + half, bottom: y - half, top: y + half};
}

/** Pixels from class 0 by way of the paper to class 1, palest where the network does not know. */
function shades() {
    const [zero, one, paper] = ['zero', 'one', 'card'].map(rgb);
    const strength = Number(color('field-strength'));
    return Uint32Array.from({length: SHADES}, (_, i) => {
        const side = 2 * i / (SHADES - 1) - 1;
        const share = strength * (0.15 + 0.85 * Math.abs(side));
        const [red, green, blue] = paper.map((value, channel) =>
            Math.round(value + share * ((side < 0 ? zero : one)[channel] - value)));
        return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
    });
}

/** Marching squares: the line at which the probability is one half, hence the logit zero. Between
    points it follows the logits, which are less curved than probabilities are. */
function traceHalf(p, points, context, dx, dy) {
    const logit = value => {
        const inside = Math.min(Math.max(value, 1e-6), 1 - 1e-6);
        return Math.log(inside / (1 - inside));
    };
    for (let row = 0; row + 1 < points; ++row) {
        for (let column = 0; column + 1 < points; ++column) {
            const at = row * points + column;
            const above = (p[at] > 0.5) + (p[at + 1] > 0.5) + (p[at + points] > 0.5) +
                (p[at + points + 1] > 0.5);
            if (above === 0 || above === 4) continue;
            const [a, b, c, d] =
                [at, at + 1, at + points + 1, at + points].map(corner => logit(p[corner]));
            // Where all units are off, the logit is 0 over a whole field, which has no line in it.
            if (a === 0 || b === 0 || c === 0 || d === 0) continue;
            const x = column * dx, y = row * dy;
            const ends = [];
            if ((a > 0) !== (b > 0)) ends.push(x + dx * a / (a - b), y);
            if ((b > 0) !== (c > 0)) ends.push(x + dx, y + dy * b / (b - c));
            if ((d > 0) !== (c > 0)) ends.push(x + dx * d / (d - c), y + dy);
            if ((a > 0) !== (d > 0)) ends.push(x, y + dy * a / (a - d));
            for (let i = 0; i + 3 < ends.length; i += 4) {
                context.moveTo(ends[i], ends[i + 1]);
                context.lineTo(ends[i + 2], ends[i + 3]);
            }
        }
    }
}
