"""The picture of the simulated year: three small charts, one highlighted colour."""

from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

OURS, OTHERS, INK = "#0072B2", "#A6A6A6", "#333333"  # Okabe and Ito's blue, safe for colour-blind


def picture(
    path: Path, waits: dict[str, float], repeats: dict[str, float], uneven: dict[str, float]
) -> None:
    """Draw waits, repeats and team spread by method, the least the best in all of them."""
    mpl.rcParams.update({"font.size": 11, "text.color": INK, "axes.labelcolor": INK})
    figure, charts = plt.subplots(1, 3, figsize=(13, 3.6), sharey=True)
    _bars(charts[0], waits, "The longest wait of anybody,\nmonths", "{:.1f}")
    _bars(charts[1], repeats, "Pairs that met again within\n6 months, in a year", "{:.1f}")
    _bars(charts[2], uneven, "Gap between teams' shares\nin a month, points", "{:.0f}")
    figure.suptitle(
        "A simulated year at York's size: shorter is better", x=0.01, ha="left", weight="bold"
    )
    figure.tight_layout(w_pad=3)
    figure.savefig(path, dpi=160)
    plt.close(figure)


def _bars(chart: Axes, values: dict[str, float], title: str, form: str) -> None:
    names = list(values)[::-1]
    numbers = [values[name] for name in names]
    colours = [OURS if name.startswith("Ours") else OTHERS for name in names]
    bars = chart.barh(names, numbers, color=colours, height=0.65)
    chart.bar_label(bars, labels=[form.format(number) for number in numbers], padding=4)
    chart.set_title(title, fontsize=11, loc="left", pad=10)
    chart.set_xlim(0, max(numbers) * 1.18 or 1)
    chart.set_xticks([])
    chart.tick_params(left=False)
    for side in chart.spines.values():
        side.set_visible(False)
