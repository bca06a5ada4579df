"""Form schemes (填报方案): what differs by place and year, as data."""
