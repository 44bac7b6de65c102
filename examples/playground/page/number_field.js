// SPDX-License-Identifier: MIT
// Fields for whole numbers, with buttons beside them.

/** What is wrong with what stands in a field for a whole number; empty when nothing is. */
export function complaintAbout(field, name) {
    return field.validity.valid ? ''
        : `${name} must be a whole number from ${field.min} to ${field.max}.`;
}

/** A number with a button for one less and one for one more. Arrow keys do the same in the field, so
    that Tab passes over the buttons. */
export class Stepper {
    #buttons;

    /** `one` is what the buttons take away or add; changed() is called for whatever changes it. */
    constructor({id, label, one, min, max, value}, changed) {
        const item = document.getElementById('stepper').content.cloneNode(true);
        this.element = item.firstElementChild;
        this.field = item.querySelector('input');
        Object.assign(this.field, {id, min, max, value});
        Object.assign(item.querySelector('label'), {htmlFor: id, textContent: label});
        this.#buttons = [['.fewer', 'fewer', () => this.field.stepDown()],
                         ['.more', 'more', () => this.field.stepUp()]].map(([name, word, act]) => {
            const button = item.querySelector(name);
            button.setAttribute('aria-label', `One ${one} ${word}`);
            button.addEventListener('click', () => {
                act();
                this.field.dispatchEvent(new Event('change'));
            });
            return button;
        });
        this.field.addEventListener('change', () => {
            this.#limit();
            changed();
        });
        this.#limit();
    }

    get isValid() {
        return this.field.validity.valid;
    }

    get value() {
        return this.field.valueAsNumber;
    }

    set value(number) {
        this.field.value = number;
        this.#limit();
    }

    show(yes) {
        this.element.hidden = !yes;
    }

    #limit() {
        const [fewer, more] = this.#buttons;
        fewer.disabled = this.value <= Number(this.field.min);
        more.disabled = this.value >= Number(this.field.max);
    }
}
