// SPDX-License-Identifier: MIT
// Costs of any number of steps in bounded memory: neighbours are put together when it is full.

const CAPACITY = 1024;

export class CostHistory {
    constructor() {
        this.forget();
    }

    forget() {
        /** Steps that an entry stands for. */
        this.span = 1;
        this.steps = 0;
        this.count = 0;
        this.low = new Float32Array(CAPACITY);
        this.high = new Float32Array(CAPACITY);
    }

    add(costs) {
        for (const cost of costs) {
            const entry = Math.floor(this.steps / this.span);
            if (entry === CAPACITY) {
                this.#halve();
                this.add([cost]);
                continue;
            }
            if (entry === this.count) {
                this.low[entry] = this.high[entry] = cost;
                ++this.count;
            } else {
                this.low[entry] = Math.min(this.low[entry], cost);
                this.high[entry] = Math.max(this.high[entry], cost);
            }
            ++this.steps;
        }
    }

    #halve() {
        for (let entry = 0; entry < CAPACITY / 2; ++entry) {
            this.low[entry] = Math.min(this.low[2 * entry], this.low[2 * entry + 1]);
            this.high[entry] = Math.max(this.high[2 * entry], this.high[2 * entry + 1]);
        }
        this.span *= 2;
        this.count = CAPACITY / 2;
    }
}
