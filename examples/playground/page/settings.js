// SPDX-License-Identifier: MIT
// What a visitor chooses. Names come from the module, in its order.

import {DataSets} from 'playground/data_sets';
import {Layers} from 'playground/layers';
import {complaintAbout} from 'playground/number_field';
import {SLIDERS, makeSliders, showSliders, stepOf} from 'playground/sliders';

const get = id => document.getElementById(id);
const SELECTS = {activation: 'relu', initializer: 'he', optimizer: 'gradient_descent'};

export class Settings {
    #engine;
    #layers;
    #usual;

    /** Calls restart() when a training must begin anew, change() when it can go on, say(sentence)
        when a table cannot be read. */
    constructor(engine, restart, change, say) {
        this.#engine = engine;
        this.#layers = new Layers(engine.limits(), restart);
        for (const [what, first] of Object.entries(SELECTS)) {
            get(what).append(...engine.names(what).map(name => new Option(name)));
            get(what).value = first;
            get(what).addEventListener('change', () => {
                this.#showRate();
                restart();
            });
        }
        // Some browsers bring back what stood there before the page was loaded again.
        if (!get('seed').validity.valid) get('seed').value = get('seed').defaultValue;
        get('seed').addEventListener('change', restart);
        makeSliders(restart, change);
        this.data = new DataSets(engine, restart, say);
        this.data.photographAll(this.chosen());
        get('settings').addEventListener('submit', event => event.preventDefault());
        this.#usual = this.#options();
    }

    /** rprop has no learning rate. */
    #showRate() {
        get('learning-rate').disabled = get('optimizer').value === 'rprop';
    }

    /** What is wrong with a field, as a sentence; empty when nothing is. */
    complaint() {
        return this.#layers.complaint() || complaintAbout(get('seed'), 'The seed');
    }

    /** As the module's start() takes it. Only when there is no complaint. */
    chosen() {
        return {
            dataset: this.data.index,
            hidden: this.#layers.hidden(),
            ...Object.fromEntries(Object.keys(SELECTS).map(
                what => [what, get(what).selectedIndex])),
            seed: get('seed').valueAsNumber,
            ...Object.fromEntries(Object.keys(SLIDERS).map(what => [what, stepOf(what).value])),
        };
    }

    /** As the host program takes it, but for the number of steps. */
    command() {
        return ['build/examples/playground/playground_host',
            ...this.#options().map(([name, text]) => `--${name} ${text}`),
            ...this.data.name === 'csv' ? ['--csv FILE'] : []].join(' ');
    }

    /** As a page's address ends that opens with these settings. */
    link() {
        return `#${new URLSearchParams(this.#options())}`;
    }

    /** Sets what such an end of an address names; the rest is as usual. What is wrong with it, as a
        sentence; nothing is set then. */
    take(link) {
        const given = new URLSearchParams(link.replace(/^#/, ''));
        const setters = [];
        for (const [name, text] of [...this.#usual, ...given]) {
            const setter = this.#setter(name, text);
            if (typeof setter === 'string') return `This link cannot be opened: ${setter}.`;
            if (setter) setters.push(setter);
        }
        for (const set of setters) set();
        showSliders();
        this.#showRate();
        return '';
    }

    /** [name, text] of each setting, as the host program has them. */
    #options() {
        const {seed} = this.chosen();
        return [['dataset', this.data.name], ['layers', this.#layers.text()],
            ...Object.keys(SELECTS).map(what => [what, get(what).value]), ['seed', seed],
            ...Object.entries(SLIDERS).map(([what, {option}]) => [option, stepOf(what).argument])];
    }

    /** What sets an option, or what is wrong with the text; nothing for one that there is not. */
    #setter(name, text) {
        const among = (words, all, set) => all.includes(text)
            ? () => set(all.indexOf(text)) : `its ${words} must be one of ${all.join(', ')}`;
        if (name === 'layers') {
            const hidden = this.#layers.read(text);
            return hidden ? () => this.#layers.take(hidden) : `its layers ${this.#layers.wanted()}`;
        }
        if (name === 'dataset') {
            if (text === 'csv' && !this.data.names().includes(text)) {
                return 'its data are a CSV file, which a link does not hold';
            }
            return among('data set', this.data.names(),
                index => this.data.choose(this.data.names()[index]));
        }
        if (name === 'seed') {
            const {min, max} = get('seed');
            const isSeed = /^[0-9]+$/.test(text) && Number(text) <= Number(max);
            return isSeed ? () => { get('seed').value = Number(text); }
                : `its seed must be a whole number from ${min} to ${max}`;
        }
        if (name in SELECTS) {
            return among(name, this.#engine.names(name), index => { get(name).selectedIndex = index; });
        }
        const slider = Object.values(SLIDERS).find(({option}) => option === name);
        return slider && among(slider.words, slider.steps.map(one => one.argument),
            index => { get(slider.id).value = index; });
    }
}
