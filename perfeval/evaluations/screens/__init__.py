"""What the screens show: neutral tables as entry grids, the outline of a self-evaluation, the figures at the bottom."""
