"""verify(): what the locks say of any text, from any tool, against its sources."""

from briefing.checking.items import ItemKind
from briefing.verifying.verification import Found, Item, Verification, verify_text

__all__ = ["Found", "Item", "ItemKind", "Verification", "verify_text"]
