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

const MOST_POINTS = 600;

/** The cost of the test samples, whenever it was looked at; every other is left out when they are
    many. */
export class TestHistory {
    #least = 0;  // steps between two points
    points = [];

    forget() {
        this.points = [];
        this.#least = 0;
    }

    add(step, cost) {
        const last = this.points.at(-1);
        if (!Number.isFinite(cost) || (last && step < last.step + this.#least)) return;
        if (last && step === last.step) this.points.pop();
        this.points.push({step, cost});
        if (this.points.length < MOST_POINTS) return;
        this.points = this.points.filter((_, number) => number % 2 === 0);
        this.#least = 2 * (step / MOST_POINTS);
    }
}
