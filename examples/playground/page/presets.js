// SPDX-License-Identifier: MIT
// Settings to look at: each a link, as a README can have it.

export const PRESETS = [
    ['two circles', {}],
    ['vanishing gradients', {layers: '2-10-10-10-10-10-1', activation: 'sigmoid',
                             initializer: 'xavier_normal', 'learning-rate': '0.3'}],
    ['dying units', {layers: '2-16-16-16-1', initializer: 'random', 'learning-rate': '0.01'}],
    ['zeros that stay alike', {layers: '2-8-8-1', activation: 'tanh', initializer: 'zeros'}],
    ['XOR by three units', {dataset: 'xor', layers: '2-3-1', activation: 'tanh',
                            'learning-rate': '0.3', initializer: 'he_normal'}],
    ['a spiral by Adam', {dataset: 'spiral', layers: '2-24-24-24-1', optimizer: 'adam',
                          'learning-rate': '0.01', initializer: 'he_normal', noise: '0.02'}],
    ['overfitting', {dataset: 'moons', layers: '2-32-32-32-1', optimizer: 'adam', noise: '0.3',
                     'learning-rate': '0.01', 'test-share': '50', initializer: 'he_normal'}],
    ['… and L2 against it', {dataset: 'moons', layers: '2-32-32-32-1', optimizer: 'adam',
                             noise: '0.3', 'learning-rate': '0.01', 'test-share': '50',
                             initializer: 'he_normal', l2: '1'}],
    ['L1 that switches weights off', {dataset: 'blobs', layers: '2-16-1', activation: 'tanh',
                                      initializer: 'xavier_normal', l1: '0.3'}],
    ['a surface', {dataset: 'surface', layers: '2-16-16-1', activation: 'tanh', optimizer: 'adam',
                   'learning-rate': '0.01', initializer: 'xavier_normal'}],
    ['a line is not enough', {layers: '2-1'}],
];

export function makePresets(list) {
    list.append(...PRESETS.map(([words, settings]) => {
        const link = document.createElement('a');
        link.textContent = words;
        link.href = `#${new URLSearchParams({dataset: 'circles', ...settings})}`;
        const item = document.createElement('li');
        item.append(link);
        return item;
    }));
}
