"""Whether two figures say the same, and how."""
from briefing.grammar.figures import Figure
def same_value(a: Figure, b: Figure): return a.value == b.value
