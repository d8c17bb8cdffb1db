"""The addresses of the three who stand in the rosters of these tests."""

ROBIN, SAM, ALEX = (
    "robin.alder@council.example",
    "sam.birch@council.example",
    "alex.cedar@council.example",
)
