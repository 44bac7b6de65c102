// SPDX-License-Identifier: MIT
// The layers that a visitor sets: how many are hidden, and the units of each.

import {Stepper, complaintAbout} from 'playground/number_field';

const get = id => document.getElementById(id);
const FIRST = [10, 5];
const UNITS_OF_AN_ONLY_LAYER = 4;

export class Layers {
    #limits;
    #count;
    #units;
    #shown = FIRST.length;

    /** limits: {layers, units}, the most of each. */
    constructor(limits, restart) {
        this.#limits = limits;
        this.#count = new Stepper({
            id: 'hidden-layers', label: 'Hidden layers', one: 'hidden layer',
            min: 0, max: limits.layers, value: FIRST.length,
        }, () => {
            this.#widenNew();
            this.#show();
            restart();
        });
        this.#units = Array.from({length: limits.layers}, (_, l) => new Stepper({
            id: `units-${l + 1}`, label: `Units in layer ${l + 1}`, one: `unit in layer ${l + 1}`,
            min: 1, max: limits.units, value: FIRST[l] ?? UNITS_OF_AN_ONLY_LAYER,
        }, () => {
            this.#show();
            restart();
        }));
        get('steppers').append(...[this.#count, ...this.#units].map(one => one.element));
        this.#show();
    }

    /** What is wrong with a field, as a sentence; empty when nothing is. */
    complaint() {
        return [complaintAbout(this.#count.field, 'The number of hidden layers'),
                ...this.#seen().map((one, l) =>
                    complaintAbout(one.field, `The number of units in layer ${l + 1}`)),
                ''].find((sentence, i, all) => sentence || i === all.length - 1);
    }

    /** The units of each hidden layer. Only when there is no complaint. */
    hidden() {
        return this.#seen().map(one => one.value);
    }

    /** The sizes from the inputs to the output. Only when there is no complaint. */
    text() {
        return [2, ...this.hidden(), 1].join('-');
    }

    take(hidden) {
        this.#count.value = hidden.length;
        hidden.forEach((units, l) => { this.#units[l].value = units; });
        this.#show();
    }

    /** The hidden layers of what text() writes, null for anything else. */
    read(text) {
        const sizes = text.split('-').map(Number);
        const hidden = sizes.slice(1, -1);
        const {layers, units} = this.#limits;
        const fits = hidden.length <= layers &&
            hidden.every(size => Number.isInteger(size) && size >= 1 && size <= units);
        return fits && text === [2, ...hidden, 1].join('-') ? hidden : null;
    }

    /** How read() wants it. */
    wanted() {
        const {layers, units} = this.#limits;
        return `must be written as 2-10-5-1: 2, then up to ${layers} hidden layers of 1 to ${units} ` +
            'units, then 1';
    }

    #seen() {
        return this.#units.slice(0, this.#shown);
    }

    /** A new layer is as wide as the one before. */
    #widenNew() {
        if (!this.#count.isValid) return;
        for (let l = this.#shown; l < this.#count.value; ++l) {
            const before = this.#units[l - 1];
            this.#units[l].value = before?.isValid ? before.value : UNITS_OF_AN_ONLY_LAYER;
        }
    }

    #show() {
        if (this.#count.isValid) this.#shown = this.#count.value;
        this.#units.forEach((one, l) => one.show(l < this.#shown));
        if (!this.complaint()) get('layers').textContent = this.text();
    }
}
