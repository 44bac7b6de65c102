// SPDX-License-Identifier: MIT
// Which pictures a frame draws. While a network trains, those that change slowly take turns; where
// drawing takes long, all do.

const LONG = 8;  // milliseconds of a frame's 16.7 that drawing may take

export class Turns {
    #slow;
    #quick;
    #took = [];  // milliseconds, of each turn when it was drawn last
    #turn = 0;
    #takesLong = false;  // to draw, of the network as it is

    /** Functions that draw: what takes turns anyway, and what is drawn at every frame unless that takes
        long. They are told whether they are called again soon. */
    constructor(slow, quick) {
        this.#slow = slow;
        this.#quick = quick;
    }

    /** For another network. */
    begin() {
        this.#takesLong = false;
        this.#took = [];
        this.#turn = 0;
    }

    drawAll() {
        for (const draw of [...this.#slow, ...this.#quick]) draw(false);
    }

    /** Those whose turn it is. */
    drawNext() {
        const begin = performance.now();
        for (const draw of this.#pictures()) draw(true);
        this.#took[this.#turn] = performance.now() - begin;
        if (this.#took[this.#turn] > LONG && !this.#takesLong) {
            this.#takesLong = true;
            this.#took = [];
        }
        this.#turn = (this.#turn + 1) % this.#count();
    }

    /** About how many milliseconds drawNext() will take; 0 when that is not known. */
    expected() {
        return this.#took[this.#turn] ?? 0;
    }

    #count() {
        return this.#slow.length + (this.#takesLong ? this.#quick.length : 0);
    }

    #pictures() {
        return this.#takesLong ? [[...this.#slow, ...this.#quick][this.#turn]]
                               : [this.#slow[this.#turn], ...this.#quick];
    }
}
