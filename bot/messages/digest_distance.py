"""How the digest words what is measured again and again."""

from jobs.digest.values import Distance

_AGO = "{months} months ago"


def distance_words(distance: Distance) -> str:
    """Say where a measure stands, and where it stood some months ago."""
    now = _figure(distance.number, distance.out_of, distance.unit)
    before = [
        f"{_AGO.format(months=then.months)} {_figure(then.number, then.out_of, distance.unit)}"
        for then in distance.before
        if then.number is not None
    ]
    return f"{distance.name}: {'; '.join([f'now {now}', *before])}"


def _figure(number: float, out_of: float | None, unit: str) -> str:
    if out_of is not None:
        return f"{number:g} of {out_of:g}"
    return f"{number:g} {unit}".strip()
