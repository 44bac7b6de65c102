// SPDX-License-Identifier: MIT
// The plane once more, small, with the button that runs: in sight while the large one is not.

const SIDE = 72;

export class Dock {
    #canvases;
    #context;
    #dock;
    #isShown = false;

    /** canvases: of the plane, in the order in which they lie upon each other. */
    constructor(dock, stage, canvases, run) {
        this.#dock = dock;
        this.#canvases = canvases;
        const small = dock.querySelector('canvas');
        const ratio = window.devicePixelRatio || 1;
        small.width = small.height = Math.round(SIDE * ratio);
        this.#context = small.getContext('2d');
        dock.querySelector('button').addEventListener('click', run);
        new IntersectionObserver(([entry]) => this.#show(!entry.isIntersecting),
            {threshold: 0.25}).observe(stage);
    }

    #show(yes) {
        this.#isShown = yes;
        this.#dock.hidden = !yes;
        document.documentElement.classList.toggle('docked', yes);
        this.draw();
    }

    draw() {
        if (!this.#isShown) return;
        const {width, height} = this.#context.canvas;
        this.#context.imageSmoothingQuality = 'high';
        for (const canvas of this.#canvases) {
            if (canvas.width > 0) this.#context.drawImage(canvas, 0, 0, width, height);
        }
    }
}
