// SPDX-License-Identifier: MIT
// Where the units of a network and the lines between them lie on a canvas.

const LARGEST = 44, GAP = 4;

export class Layout {
    /** sizes: of the inputs and each layer. `size`: of a unit's square. */
    constructor(sizes, width, height) {
        Object.assign(this, {sizes, width, height});
        const tallest = height / Math.max(...sizes) - GAP;
        const widest = width / sizes.length * 0.6;
        this.size = Math.max(5, Math.min(LARGEST, tallest, widest));
    }

    place(layer, unit) {
        const {sizes, width, height, size} = this;
        const inset = size / 2 + 2;
        const x = inset + layer / (sizes.length - 1) * (width - 2 * inset);
        const step = Math.min((height - 4) / sizes[layer], 1.6 * size);
        return {x, y: height / 2 + (unit - (sizes[layer] - 1) / 2) * step};
    }

    #ends(layer, from, to) {
        const [a, b] = [this.place(layer - 1, from), this.place(layer, to)];
        return [a.x + this.size / 2, a.y, b.x - this.size / 2, b.y];
    }

    /** Adds the line from a unit of the layer before `layer` to one of it to the path. */
    trace(context, layer, from, to) {
        const [x1, y1, x2, y2] = this.#ends(layer, from, to);
        const middle = (x1 + x2) / 2;
        context.moveTo(x1, y1);
        context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
    }

    /** {layer, unit}, or undefined. */
    unitAt(x, y) {
        for (let layer = 0; layer < this.sizes.length; ++layer) {
            for (let unit = 0; unit < this.sizes[layer]; ++unit) {
                const at = this.place(layer, unit);
                const reach = this.size / 2 + 1;
                if (Math.abs(x - at.x) <= reach && Math.abs(y - at.y) <= reach) return {layer, unit};
            }
        }
        return undefined;
    }

    /** {layer, from, to} of the nearest line, or null when none is within `reach`. */
    lineAt(x, y, reach) {
        let best = null, nearest = reach;
        for (let layer = 1; layer < this.sizes.length; ++layer) {
            const [left, , right] = this.#ends(layer, 0, 0);
            if (x < left || x > right || right <= left) continue;
            const part = partOf((x - left) / (right - left));
            for (let from = 0; from < this.sizes[layer - 1]; ++from) {
                for (let to = 0; to < this.sizes[layer]; ++to) {
                    const [, y1, , y2] = this.#ends(layer, from, to);
                    const height = y1 + (y2 - y1) * part * part * (3 - 2 * part);
                    if (Math.abs(y - height) < nearest) {
                        nearest = Math.abs(y - height);
                        best = {layer, from, to};
                    }
                }
            }
        }
        return best;
    }
}

/** Where on the curve its x has come so far: x = 1.5 t - 1.5 t^2 + t^3, by halving. */
function partOf(x) {
    let low = 0, high = 1;
    for (let turn = 0; turn < 20; ++turn) {
        const t = (low + high) / 2;
        if (1.5 * t - 1.5 * t * t + t * t * t < x) low = t;
        else high = t;
    }
    return low;
}
