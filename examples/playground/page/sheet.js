// SPDX-License-Identifier: MIT
// A canvas as sharp as the screen, in CSS pixels; and the page's colours, which follow its scheme.

export class Sheet {
    constructor(canvas, resized) {
        this.canvas = canvas;
        this.context = canvas.getContext('2d');
        this.width = this.height = 0;
        new ResizeObserver(() => {
            this.#fit();
            resized();
        }).observe(canvas);
        this.#fit();
    }

    #fit() {
        const ratio = window.devicePixelRatio || 1;
        this.width = this.canvas.clientWidth;
        this.height = this.canvas.clientHeight;
        this.canvas.width = Math.round(this.width * ratio);
        this.canvas.height = Math.round(this.height * ratio);
        this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }

    clear() {
        this.context.clearRect(0, 0, this.width, this.height);
        this.context.font = '11px system-ui, sans-serif';
        return this.context;
    }
}

/** A colour of style.css as [red, green, blue]; they are written as #rrggbb there. */
export function rgb(name) {
    const code = color(name);
    return [1, 3, 5].map(at => parseInt(code.slice(at, at + 2), 16));
}

const remembered = new Map();

/** Reading them from the style takes long enough to be done once. */
export function color(name) {
    if (!remembered.has(name)) {
        const style = getComputedStyle(document.documentElement);
        remembered.set(name, style.getPropertyValue(`--${name}`).trim());
    }
    return remembered.get(name);
}

export function whenColorsChange(redraw) {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
        remembered.clear();
        redraw();
    });
}

export function shortNumber(value) {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1).replace('.0', '');
    return String(Number(value.toPrecision(3)));
}
