"""Pure functions on text: quotation marks, cues, names, numbers, dates. They know no article and no model."""
