// SPDX-License-Identifier: MIT
// Settings with a few steps: what the module gets, what the host program is given, what is shown.

const get = id => document.getElementById(id);
const plain = text => ({value: Number(text), argument: text, shown: text});
const percent = text => ({...plain(text), shown: `${text} %`});
const dropped = text => ({...plain(text), shown: `${Math.round(100 * (1 - Number(text)))} %`});
const PENALTIES = ['0', '0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '0.7', '1', '3', '10'];

/** By the module's name. `anew`: a change starts a training from the beginning. */
export const SLIDERS = {
    noise: {
        id: 'noise', option: 'noise', words: 'noise', start: '0.05', anew: true,
        steps: ['0', '0.02', '0.05', '0.1', '0.15', '0.2', '0.3', '0.5'].map(plain),
    },
    testShare: {
        id: 'test-share', option: 'test-share', words: 'test share', start: '25', anew: true,
        steps: ['10', '20', '25', '30', '40', '50'].map(percent),
    },
    batch: {
        id: 'batch', option: 'batch', words: 'batch', start: '0', anew: true,
        steps: [...['1', '2', '4', '8', '16', '32', '64', '128'].map(plain),
                {...plain('0'), shown: 'all'}],
    },
    learningRate: {
        id: 'learning-rate', option: 'learning-rate', words: 'learning rate', start: '0.1',
        steps: ['0.0001', '0.0003', '0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '1', '3'].map(
            plain),
    },
    l1: {id: 'l1', option: 'l1', words: 'l1', start: '0', steps: PENALTIES.map(plain)},
    l2: {id: 'lambda', option: 'l2', words: 'l2', start: '0', steps: PENALTIES.map(plain)},
    keep: {
        id: 'dropout', option: 'keep', words: 'keep', start: '1',
        steps: ['1', '0.95', '0.9', '0.86', '0.8', '0.7', '0.6', '0.5'].map(dropped),
    },
};

export function stepOf(what) {
    const {id, steps} = SLIDERS[what];
    return steps[get(id).valueAsNumber];
}

export function makeSliders(restart, change) {
    for (const {id, start, steps, anew} of Object.values(SLIDERS)) {
        const value = steps.findIndex(one => one.argument === start);
        Object.assign(get(id), {min: 0, max: steps.length - 1, step: 1, value});
        get(id).addEventListener('input', () => {
            showSliders();
            (anew ? restart : change)();
        });
    }
    showSliders();
}

export function showSliders() {
    for (const [what, {id}] of Object.entries(SLIDERS)) {
        get(`${id}-value`).textContent = stepOf(what).shown;
        get(id).setAttribute('aria-valuetext', stepOf(what).shown);
    }
}
