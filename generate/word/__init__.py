"""From a `Plan` to a Word document: a template that staff may change gives the look, the plan gives the text.

docxtpl prepares the template once; each plan fills it (undefined fields are errors, text is escaped).
"""

from generate.word.fields import texts_of
from generate.word.file import render
from generate.word.marks import MarkedText
from generate.word.template import TemplateFault

__all__ = ["MarkedText", "TemplateFault", "render", "texts_of"]
