# SPDX-License-Identifier: MIT
"""Results as lines of a table, and what they come to."""


def short(value, form):
    return "-" if value is None else format(value, form)


HEAD = f"{'model':48} {'number':7} {'largest':>8} {'labels':>6} {'s':>5}"


def line_of(result):
    """largest: the largest difference as a part of the largest output; labels: how many samples' differ."""
    mark = "FAILED" if result.faults else "skipped" if result.is_skipped else ""
    text = (f"{result.model:48} {result.number:7} {short(result.relative, '8.1e'):>8} {short(result.labels, 'd'):>6} "
            f"{result.seconds:5.1f} {mark or result.note}").rstrip()
    told = result.faults or ([result.note] if result.is_skipped else [])
    return "\n".join([text, *(f"    {sentence}" for sentence in told)])


def summary(results, skipped_sections):
    """(text, whether all is well)"""
    missed = [result for result in results if result.faults]
    left_out = [result for result in results if result.is_skipped]
    done = len(results) - len(missed) - len(left_out)
    worst = {number: max((result.relative or 0 for result in results
                          if result.number == number and not result.is_bounded_otherwise), default=0)
             for number in ("float", "double")}
    text = (f"{done} passed, {len(missed)} failed, {len(left_out)} not written or left out, "
            f"{len(skipped_sections)} sections skipped; the largest difference is {worst['float']:.1e} in float and "
            f"{worst['double']:.1e} in double")
    if any(result.outputs for result in results):
        text += (f"; of int8, {sum(result.outputs_that_differ for result in results)} of "
                 f"{sum(result.outputs for result in results)} outputs differ")
    return text, not missed and done > 0
