// SPDX-License-Identifier: MIT
// The cost before each step, over the steps, and that of the test samples, dashed.

import {Sheet, color, shortNumber} from 'playground/sheet';

const LEFT = 44, RIGHT = 20, TOP = 10, BOTTOM = 34;

export class CostCurve {
    #sheet;
    #history;
    #test;
    #logarithmic = false;

    constructor(history, test, canvas) {
        this.#history = history;
        this.#test = test;
        this.#sheet = new Sheet(canvas, () => this.draw());
    }

    makeLogarithmic(yes) {
        this.#logarithmic = yes;
        this.draw();
    }

    draw() {
        const {width, height} = this.#sheet;
        if (width === 0) return;
        const context = this.#sheet.clear();
        const {low, high, count, steps} = this.#history;
        const test = this.#test.points.map(point => point.cost);
        const scale = this.#logarithmic ? logarithmicScale(low, high, count, test)
                                        : linearScale(high, count, test);
        const right = Math.max(steps, 10);
        const toX = step => LEFT + step / right * (width - LEFT - RIGHT);
        const toY = cost => height - BOTTOM - scale.place(cost) * (height - TOP - BOTTOM);
        this.#drawAxes(context, toX, toY, right, scale.ticks);
        if (count > 0) this.#drawTraining(context, toX, toY);
        this.#drawTest(context, toX, toY);
        this.#drawLegend(context);
    }

    #drawTraining(context, toX, toY) {
        const {low, high, count, span} = this.#history;
        // As high as the costs of the steps that an entry stands for differ.
        const middle = entry => toX((entry + 0.5) * span - 0.5);
        context.strokeStyle = context.fillStyle = color('curve');
        context.lineWidth = 1.8;
        context.lineJoin = 'round';
        context.beginPath();
        for (let i = 0; i < count; ++i) context.lineTo(middle(i), toY(high[i]));
        for (let i = count - 1; i >= 0; --i) context.lineTo(middle(i), toY(low[i]));
        context.closePath();
        context.fill();
        context.stroke();
    }

    #drawTest(context, toX, toY) {
        context.strokeStyle = color('test');
        context.lineWidth = 2;
        context.setLineDash([6, 3]);
        context.beginPath();
        for (const {step, cost} of this.#test.points) context.lineTo(toX(step), toY(cost));
        context.stroke();
        context.setLineDash([]);
    }

    #drawLegend(context) {
        const right = this.#sheet.width - RIGHT;
        context.textAlign = 'right';
        context.textBaseline = 'middle';
        [['training', 'curve', []], ['test', 'test', [6, 3]]].forEach(([word, name, dashes], line) => {
            const y = TOP + 8 + 16 * line;
            context.strokeStyle = context.fillStyle = color(name);
            context.lineWidth = 2;
            context.setLineDash(dashes);
            context.beginPath();
            context.moveTo(right - 24, y);
            context.lineTo(right, y);
            context.stroke();
            context.fillText(word, right - 30, y);
        });
        context.setLineDash([]);
    }

    #drawAxes(context, toX, toY, right, ticks) {
        const {width, height} = this.#sheet;
        context.lineWidth = 1;
        context.strokeStyle = color('line');
        context.fillStyle = color('soft');
        context.textAlign = 'right';
        context.textBaseline = 'middle';
        for (const tick of ticks) {
            const y = Math.round(toY(tick)) + 0.5;
            context.beginPath();
            context.moveTo(LEFT, y);
            context.lineTo(width - RIGHT, y);
            context.stroke();
            context.fillText(shortNumber(tick), LEFT - 6, y);
        }
        context.textAlign = 'center';
        context.textBaseline = 'top';
        const stride = niceStride(right, 5);
        for (let step = 0; step <= right; step += stride) {
            context.fillText(String(step), toX(step), height - BOTTOM + 5);
        }
        context.fillText('iteration', (LEFT + width - RIGHT) / 2, height - 14);
    }
}

/** 1, 2 or 5 times a power of ten, so that at most so many fit. */
function niceStride(range, most) {
    const power = 10 ** Math.floor(Math.log10(range / most));
    return [1, 2, 5, 10].map(times => times * power).find(stride => range / stride <= most);
}

/** A tenth of the steps may be above the picture: costs that fall from far above are still seen. */
function linearScale(high, count, test) {
    const sorted = [...high.subarray(0, count)].sort((a, b) => a - b);
    let largest = Math.min(sorted.at(-1) ?? 0, 4 * (sorted[Math.floor(0.9 * count)] ?? 0) || Infinity);
    for (const cost of test) largest = Math.max(largest, Math.min(cost, 2 * largest || cost));
    largest = largest > 0 ? largest * 1.05 : 1;
    const stride = niceStride(largest, 5);
    const ticks = [];
    for (let i = 0; i * stride <= largest; ++i) ticks.push(i * stride);
    return {place: cost => Math.min(cost / largest, 1), ticks};
}

function logarithmicScale(low, high, count, test) {
    let [from, to] = [Infinity, 0];
    for (let i = 0; i < count; ++i) {
        if (low[i] > 0) from = Math.min(from, low[i]);
        to = Math.max(to, high[i]);
    }
    for (const cost of test) if (cost > 0) [from, to] = [Math.min(from, cost), Math.max(to, cost)];
    if (!(from < Infinity)) [from, to] = [0.1, 1];
    const first = Math.floor(Math.log10(from));
    const last = Math.max(Math.ceil(Math.log10(to)), first + 1);
    const every = Math.ceil((last - first) / 5);
    const ticks = [];
    for (let power = first; power <= last; power += every) ticks.push(10 ** power);
    return {
        place: cost => (Math.log10(Math.max(cost, 10 ** first)) - first) / (last - first),
        ticks,
    };
}
