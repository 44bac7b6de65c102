// SPDX-License-Identifier: MIT
// The chip's bill: what the network that is drawn takes on a chip that a visitor chooses.

import {costOf} from 'playground/bill_model';
import {setText} from 'playground/histograms';

const get = id => document.getElementById(id);
const OWN = 'my own numbers';

export class Bill {
    #costs;
    #chips;
    #network = null;

    /** costs, chips: tools/cost_report's bill.json and chips.json. */
    constructor(costs, chips) {
        this.#costs = costs;
        this.#chips = chips;
        get('chip').append(...chips.map(({name}) => new Option(name)), new Option(OWN));
        get('chip').value = 'STM32F0';
        get('core').append(...Object.entries(costs.cores).map(([core, {title}]) => new Option(title, core)));
        get('chip').addEventListener('change', () => this.draw());
        for (const id of ['core', 'clock', 'chip-flash', 'chip-ram']) {
            get(id).addEventListener('input', () => this.draw());
        }
    }

    show(network) {
        this.#network = network;
        this.draw();
    }

    #chip() {
        const known = this.#chips.find(({name}) => name === get('chip').value);
        get('own-chip').hidden = known !== undefined;
        const number = id => get(id).validity.valid ? get(id).valueAsNumber : NaN;
        return known ?? {name: 'Your chip', core: get('core').value, clock: number('clock'),
                         flash: number('chip-flash'), ram: number('chip-ram'), part: ''};
    }

    draw() {
        const chip = this.#chip();
        const core = this.#costs.cores[chip.core];
        if (!this.#network || !core) return;
        const {float, int8} = costOf(this.#network, core);
        bar('float-flash', float.flash, chip.flash);
        bar('train-flash', float.trainFlash, chip.flash);
        bar('int8-flash', int8.flash, chip.flash);
        bar('float-ram', float.predictRam, chip.ram);
        bar('train-ram', float.train === null ? null : float.trainRam, chip.ram);
        bar('int8-ram', int8.predictRam, chip.ram);
        const time = count => timeOf(count, core, chip.clock);
        setText(get('float-time'), time(float.predict));
        setText(get('train-time'), time(float.train));
        setText(get('int8-time'), time(int8.predict));
        setText(get('chip-note'), `${chip.part ? `${chip.part}: ` : ''}${core.title}, ` +
            `${chip.clock} MHz, ${chip.flash} KB of flash, ${chip.ram} KB of RAM.`);
        setText(get('bill-note'), core.note);
        setText(get('speed-note'), core.speedNote ?? '');
        setText(get('clock-note'), core.cyclesFrom
            ? `Microseconds: ${core.cycles} cycles an instruction, ${core.cyclesFrom}.` : '');
    }
}

/** A number of bytes beside the chip's memory, in KB. */
function bar(id, bytes, memory) {
    const cell = get(id);
    const text = cell.querySelector('.amount'), fill = cell.querySelector('.fill');
    const share = bytes / (1024 * memory);
    const fits = !(share > 1);
    fill.style.width = `${Number.isFinite(share) ? Math.min(100, Math.max(0.5, 100 * share)) : 0}%`;
    cell.classList.toggle('too-much', !fits);
    const percent = share < 0.001 ? 'less than 0.1' : share < 0.1 ? (100 * share).toFixed(1)
        : Math.round(100 * share);
    // No line ends between a number and its unit.
    const amount = `${bytes}\u00a0bytes`;
    setText(text, bytes === null ? 'not on this chip' : Number.isFinite(share)
        ? `${amount}, ${fits ? '' : 'does not fit: '}${percent}\u00a0%` : amount);
}

function timeOf(count, core, clock) {
    if (count === null) return '';
    const micros = count * core.cycles / clock;
    const time = !Number.isFinite(micros) ? '' : micros < 10 ? `${micros.toFixed(1)} µs`
        : micros < 10000 ? `${Math.round(micros)} µs` : `${(micros / 1000).toFixed(0)} ms`;
    return `${count} ${core.unit ?? 'instructions'}${time && `, about ${time}`}`;
}
