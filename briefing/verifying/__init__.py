"""verify(): what the locks say of any text, from any tool, against its sources."""

from briefing.checking.items import ItemKind
from briefing.verifying.verification import Deep, Found, Item, Verification, verify_text

__all__ = ["Deep", "Found", "Item", "ItemKind", "Verification", "verify_text"]
