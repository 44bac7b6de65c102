# SPDX-License-Identifier: MIT
"""A header as Doxygen reads it, line for line.

Doxygen would want each header to repeat what the tree says already. So this says for them that a file's first
comment is about the file, and which floor's group it belongs to; takes away namespace detail and the inline
namespace, of which no program speaks; and makes an interface's comment ("An activation `f` offers ...") the text
of its floor. The hooks of such an interface are described once, there: a type that implements them gets the
interface's sentence, unless its own comment says more.
"""
import re

INLINE_NAMESPACE = 'inline namespace PICOMLP_PROFILE {'
OFFERS = re.compile(r'^// An? .*\boffers$')
# At the left of a declaration's name there may be types; at the right, arguments, a value or the end.
NAME = re.compile(r"(operator\(\)|\w+)(?:<[\w:]+>)?\s*(?:\(|\{|=(?!=)|;|\[|$)")
TEMPLATE = re.compile(r'\s*template <(?:[^<>]|<[^<>]*>)*>\s*')
# Members that mean the same wherever they are.
COMMON = {
    'ok': 'Whether `status` is ok.',
    'is_open': 'Whether open() has succeeded.',
    'inputs': 'Features of a sample.',
    'outputs': 'Units of the last layer.',
    'parameter_count': 'Weights and biases of all layers.',
    'batch_size': 'Samples of a step, at most.',
    'input_quantization': 'Of the features.',
    'output_quantization': 'Of the outputs.',
    'T': 'The type of numbers.',
    'value_type': 'The type of numbers: float or double.',
    'network': 'The network\'s type.',
    'loss': 'The loss that it was named with.',
    'name': 'Identifies it in stored data, for every compiler alike (base/type_name.hpp).',
}
# Types that are an interface themselves.
INTERFACES = ('option',)
# Its second form is a name below its alignment.
STRUCT = re.compile(r'^(?:(?:struct|class) (?:\[\[\w+\]\] )?| {4}(?=\w+ \{$))(\w+)\b.*\{$')


def plain(text):
    """What stands in angle brackets is no tag, unless it is code."""
    return ''.join(part if number % 2 else re.sub(r'<(?=\w)', r'\\<', part)
                   for number, part in enumerate(re.split(r'(`[^`]*`)', text)))


def name_of(declaration):
    """What a declaration declares, or None: `template <class T> struct settings;` is of settings."""
    text = TEMPLATE.sub('', declaration.strip(), count=1)
    found = NAME.search(re.sub(r'^(using|struct|class) ', '', text))
    return found[1] if found else None


def interface_comment(lines):
    """First line and last line + 1 of the comment that says what an interface offers, or None."""
    for first, line in enumerate(lines):
        if OFFERS.match(line):
            last = first
            while lines[last].startswith('//'):
                last += 1
            return first, last
    return None


def hooks_in(lines):
    """What an interface's comment says of each hook, by name. Declarations are indented by three blanks, what
    is said of them by five, lines that go on with a declaration by more."""
    at = interface_comment(lines)
    hooks, declaration = {}, ''
    for line in [*lines[at[0]:at[1]], '//'] if at else ():
        text = line[2:]
        indent = len(text) - len(text.lstrip())
        if not text.strip():
            declaration = ''
        elif indent == 3 and not (declaration and TEMPLATE.fullmatch(declaration)):
            declaration, said_before = text, False
        elif indent == 3 or indent > 5:
            declaration += ' ' + text.strip()
        elif indent == 5 and declaration:
            name = name_of(declaration)
            if not said_before and name in hooks:
                name = ''
            said_before = True
            hooks[name] = (hooks.get(name, '') + ' ' + text.strip()).strip()
    hooks.pop('', None)
    return hooks


def members_of_base(lines, base):
    """The same for an interface that is a class with comments: those of its members."""
    hooks, comment, inside = {}, [], False
    for line in lines:
        inside = inside and line != '};' or line == f'struct {base} {{'
        if not inside:
            continue
        said = re.match(r'    /// ?(.*)', line)
        behind = re.match(r'    static .*///< (.*)', line)
        if said:
            comment.append(said[1])
        elif behind:
            hooks.setdefault(name_of(line), behind[1])
        elif comment and not re.match(r'    template <.*>$', line):
            hooks.setdefault(name_of(line), ' '.join(comment))
            comment = []
    return hooks


def without_detail(lines):
    inside = False
    for line in lines:
        inside = inside or line == 'namespace detail {'
        yield '' if inside else line
        inside = inside and line != '}  // namespace detail'


def interface_text(text):
    """What a header says of its interface, for the text of its floor's group; '' where it has none. What is
    indented stays as it is."""
    lines = text.split('\n')
    at = interface_comment(lines)
    made, code = [], False
    for line in lines[at[0]:at[1]] if at else ():
        said = line[2:].rstrip()
        starts = said.startswith('   ')
        if said and starts != code:
            made.append('@verbatim' if starts else '@endverbatim')
            code = starts
        made.append(said)
    return '\n'.join(['@par', *made, '@endverbatim'][:None if code else -1]) + '\n' if made else ''


def start_of(lines, number):
    """The line where the declaration of this line begins: that of its template, which may have several lines."""
    for first in range(number - 1, max(number - 4, 0), -1):
        if TEMPLATE.fullmatch(' '.join(line.strip() for line in lines[first:number])):
            return first
    return number


def declarations(lines):
    """Of those at a namespace's or a type's own level: the first line, the name, the type around, the text."""
    owner = None
    for number, line in enumerate(lines):
        struct = STRUCT.match(line)
        if line == '};':
            owner = None
        if re.match(r' {8}using T = ', line):
            yield number, number, 'T', 'settings', line
        level = '    ' if owner and not struct else ''
        if re.match(level + r'(?!//|\}|#|template <.*>$|namespace|extern "C")[\w~]', line):
            whole, last = line, number
            while not re.search(r'[;{}]', whole) and last + 1 < len(lines):
                last += 1
                whole += ' ' + lines[last].strip()
            yield start_of(lines, number), last, name_of(whole), owner, whole
        if struct:
            owner = struct[1]


def documented(lines, first, whole):
    return '///' in whole or lines[first - 1].lstrip().startswith('///') or lines[first].lstrip().startswith('/**')


def holds_for_others(lines, last, whole):
    return ('(' in whole.split('=')[0] or whole.startswith('extern')) and not STRUCT.match(lines[last])


def with_what_others_say(lines, hooks):
    """Undocumented declarations get the words that hold for them and stand elsewhere: an interface's for its
    hooks; those of the setting for the function that names it; and, as everywhere in the library, a comment's for all
    functions and C objects that follow it without an empty line or a comment of their own."""
    lines = list(lines)
    before = None
    for first, last, name, owner, whole in declarations(lines):
        indent = re.match(' *', lines[first])[0]
        if documented(lines, first, whole):
            comment = []
            at = first - 1
            while lines[at].lstrip().startswith('///'):
                comment.insert(0, lines[at].strip()[3:].strip())
                at -= 1
            before = (name, owner, last, comment) if comment else before
            continue
        by_name = owner and name != owner and owner not in INTERFACES
        follows = before and before[1] == owner and '' not in [line.strip() for line in lines[before[2]:first]]
        if 'detail::name_setting<' in ' '.join(lines[first:last + 3]):
            said = f'A setting by name, for a trainer: `{owner}::{name}(...)` is settings::{name}.'
        elif by_name and name in hooks:
            said = hooks[name]
        elif follows and (before[0] == name or holds_for_others(lines, before[2], whole)):
            said = ' '.join(before[3])
            before = (name, owner, last, before[3])
        else:
            said = COMMON.get(name) if by_name else None
        if said:
            said = plain(said)
            lines[first] = f'{indent}/** {said} */' + lines[first][len(indent) - 1:] if indent else \
                f'/** {said} */ ' + lines[first]
    return lines


def without_arrays_of_scratch(lines):
    """What a scratch or workspace consists of, no program reads."""
    inside = False
    for line in lines:
        struct = STRUCT.match(line)
        inside = inside and line != '};' or bool(struct and struct[1].endswith(('_scratch', '_memory')))
        member = inside and re.match(r'    (?!static|using|struct|template|//|\})[\w:<>(), ]+ \w+(\[.*)?;( *///<.*)?$', line)
        yield '' if member else line


def macros(lines):
    """The comment above a macro is the macro's."""
    lines = list(lines)
    for number, line in enumerate(lines):
        at = number - 1
        while line.startswith('#define ') and lines[at].startswith('// '):
            lines[at] = '/' + lines[at]
            at -= 1
    return lines


def without_instantiations(lines):
    """And without deduction guides, which say of a type's arguments what its own comment does."""
    lines, inside = list(lines), False
    for number, line in enumerate(lines):
        inside = inside or line.startswith('extern template ') or (
            line == 'template <>' and '(' in lines[number + 1])
        if inside or re.match(r'\w+\([^()]*(\([^()]*\)[^()]*)*\) -> ', line):
            lines[number] = ''
            if not inside and lines[number - 1].startswith('template <'):
                lines[number - 1] = ''
        inside = inside and ';' not in line
    return lines


def as_read(floor, text, hooks):
    """The text of a header of this floor (None: of none); hooks are those of the interfaces there."""
    lines = text.split('\n')
    at = interface_comment(lines)
    lines = macros(without_instantiations(without_arrays_of_scratch(without_detail(lines))))
    # The licence stands above the file's own comment, which ends at `#pragma once`.
    lines[0] = '/// @file'
    for number in range(1, len(lines)):
        if not lines[number].startswith('//'):
            break
        lines[number] = '/' + lines[number]
    if at:
        lines[at[0]:at[1]] = [''] * (at[1] - at[0])  # interface_text()
    lines = [re.sub(r'^( */// )(?! {4})(.*)', lambda found: found[1] + plain(found[2]), line)
             for line in with_what_others_say(lines, hooks)]
    return '\n'.join(in_group(floor, lines))


def in_group(floor, lines):
    """Opens the floor's group in each namespace, as names take no group from around theirs; a group's name ends
    its line. The inline namespace goes."""
    lines = list(lines)
    opening = [f' /** @addtogroup {floor}', '@{ */'] if floor else ['', '']
    closing = '/** @} */' if floor else ''
    if 'namespace picomlp {' not in lines:
        once = lines.index('#pragma once')
        lines[once:once + 2] = opening
        lines[-1] += closing
        return lines
    opened = []
    for number, line in enumerate(lines):
        if line == INLINE_NAMESPACE or line.startswith('namespace ') and line != 'namespace picomlp {':
            kept = '' if line == INLINE_NAMESPACE else line
            opens = lines[number + 1] == ''
            lines[number] = kept + (opening[0] if opens else '')
            lines[number + 1] = opening[1] if opens else lines[number + 1]
            opened.append(opens)
        elif line.startswith('}  // namespace ') and line != '}  // namespace picomlp':
            lines[number] = (closing if opened.pop() else '') + ('' if 'PICOMLP_PROFILE' in line else '}')
    return lines
