// SPDX-License-Identifier: MIT
// Whether the cost still falls.

const BLOCK = 50;  // steps whose mean cost is kept
const LEAST_BLOCKS = 40;  // before anything is said
const LITTLE = 0.005;  // of the cost

export class Plateau {
    #means = [];
    #sum = 0;
    #count = 0;

    /** From here on. */
    forget() {
        this.#means = [];
        this.#sum = this.#count = 0;
    }

    add(costs) {
        for (const cost of costs) {
            this.#sum += cost;
            if (++this.#count < BLOCK) continue;
            this.#means.push(this.#sum / BLOCK);
            this.#sum = this.#count = 0;
        }
    }

    /** Whether the mean cost of the last quarter of the steps is at most half a percent below that of the
        quarter before. */
    isReached() {
        const quarter = Math.floor(this.#means.length / 4);
        if (this.#means.length < LEAST_BLOCKS) return false;
        const mean = part => part.reduce((sum, one) => sum + one, 0) / part.length;
        return mean(this.#means.slice(-quarter)) >
            (1 - LITTLE) * mean(this.#means.slice(-2 * quarter, -quarter));
    }

    /** Steps that the judgement is about. */
    get steps() {
        return Math.floor(this.#means.length / 4) * BLOCK;
    }
}
