"""The logical structure of a document: one structure element for each of its elements.

WeasyPrint makes one for each line box; a screen reader wants paragraphs. Here the elements of
the XHTML become those of ISO 32000-1, 14.8.4, once each, however many lines and pages they
take: a note follows the paragraph that calls it, lists have labels and bodies, contents are a
TOC, passages have their language, decoration is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "p": "P",
    "pre": "P",
    "address": "P",
    "blockquote": "BlockQuote",
    "section": "Sect",
    "article": "Art",
    "figcaption": "Caption",
    "caption": "Caption",
    "figure": "Div",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "nav": "Sect",
    "aside": "Div",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
GROUPS = {"Document", "Art", "Sect", "Div", "BlockQuote", "L", "LI", "TOC", "Table", "TR"}
HOLDERS = GROUPS | {"LBody", "TD", "TH", "Note", "TOCI"}  # those that a note may be a child of
BLOCKS = {"div", "header", "footer", "body", "main", "html"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(eq=False)
class Node:
    """A structure element. Its kids are nodes, marks (content) and annotations."""

    type: str
    parent: Node | None = None
    kids: list[object] = field(default_factory=list)
    followers: list[Node] = field(default_factory=list)  # notes that come after it
    entries: dict[str, Any] = field(default_factory=dict)  # Alt, Lang, ID ...
    text: str = ""  # of a link: its description
    divided: bool = False  # whether `text` ends within a word

    def add(self, kind: str) -> Node:
        """Adds a new last child and returns it."""
        child = Node(kind, self)
        self.kids.append(child)
        return child

    @property
    def last(self) -> Node | None:
        """The last child, where it is a node."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, Node) else None

    def in_order(self) -> Iterator[object]:
        """The kids, each with what follows it."""
        for kid in self.kids:
            yield kid
            if isinstance(kid, Node):
                yield from kid.followers


class Structure:
    """The tree of one document; nodes are added as their content is read."""

    def __init__(self, root: Element, lang: str) -> None:
        self.document = Node("Document")
        self.parents: Mapping[Element, Element] = {
            child: parent for parent in root.iter() for child in parent
        }
        self._lang = lang
        self._nodes: dict[Element, Node] = {}
        self._labels: dict[Element, Node] = {}
        self._implied: dict[Node, tuple[Element, Node]] = {}
        self._calls: dict[Element, Node] = {}
        self._notes = 0

    def node(self, element: Element) -> Node:
        """The node of an element's own content."""
        if element in self._nodes:
            return self._nodes[element]
        parent = self.parents.get(element)
        node = self.document if parent is None else self._new(element, self.node(parent))
        self._nodes[element] = node
        return node

    def text_node(self, element: Element) -> Node:
        """The same for text, which needs a paragraph around it."""
        node = self.node(element)
        if node.type not in GROUPS:
            return node
        block = self._block(element)
        last = self._implied.get(node)
        if last and last[0] is block and node.last is last[1]:
            return last[1]
        paragraph = node.add("P")
        self._implied[node] = (block, paragraph)
        return paragraph

    def label(self, element: Element) -> Node:
        """The label of a list item or of a note."""
        if element not in self._labels:
            node = self.node(element)
            owner = node.parent if node.type == "LBody" and node.parent else node
            label: Node = Node("Lbl", owner)
            owner.kids.insert(0, label)
            self._labels[element] = label
        return self._labels[element]

    def call(self, note: Element) -> Node:
        """The call of a note, in the text."""
        if note not in self._calls:
            self._calls[note] = self.text_node(self.parents[note]).add("Reference")
        return self._calls[note]

    @staticmethod
    def link_in(node: Node) -> Node | None:
        """The link that a call or a label is, if it is one."""
        return node.last if node.last and node.last.type == "Link" else None

    def _block(self, element: Element) -> Element:
        """The element whose box starts a new line."""
        while element.tag not in BLOCKS and element.tag not in ROLES and element in self.parents:
            element = self.parents[element]
        return element

    def _new(self, element: Element, parent: Node) -> Node:
        """The node of an element inside `parent`, with its language where that is another."""
        node = self._by_meaning(element, parent)
        lang = element.get("lang") or element.get(LANG)
        if lang and lang != self._lang_of(element):
            if node is parent:
                inline = element.tag not in BLOCKS
                node = (self._around(element, parent) if inline else parent).add(
                    "Span" if inline else "Div"
                )
            node.entries["Lang"] = lang
        return node

    def _around(self, element: Element, parent: Node) -> Node:
        """The node that inline content goes into."""
        return self.text_node(self.parents[element]) if parent.type in GROUPS else parent

    def _lang_of(self, element: Element) -> str:
        """The language around an element."""
        above = self.parents.get(element)
        while above is not None:
            lang = above.get("lang") or above.get(LANG)
            if lang:
                return lang if above.tag != "html" else self._lang
            above = self.parents.get(above)
        return self._lang

    def _by_meaning(self, element: Element, parent: Node) -> Node:
        """A new node for what the element means; `parent` where it has no meaning of its own."""
        tag = element.tag
        if tag == "aside" and "note" in element.get("class", "").split():
            return self._note(element, parent)
        if tag in {"li", "dt", "dd"}:
            return self._item(tag, parent)
        kind = self._inline_kind(element)
        if kind:
            around = self._around(element, parent)
            is_call = "note-call" in element.get("class", "").split()
            node = (around.add("Reference") if is_call else around).add(kind)
            node.entries.update({"E": element.get("title")} if tag == "abbr" else {})
            return node
        kind = self._block_kind(element, parent)
        if not kind:
            return parent
        node = parent.add(kind)
        node.entries.update(_table_entries(element))
        return node

    def _inline_kind(self, element: Element) -> str:
        if element.tag == "a" and element.get("href"):
            return "Link"
        return "Span" if element.tag == "abbr" and element.get("title") else ""

    def _block_kind(self, element: Element, parent: Node) -> str:
        if element.tag in {"ol", "ul"} and self._in_contents(element):
            return "TOC"
        if parent.type == "TOCI" and element.tag in BLOCKS | {"p"}:
            return "Reference"
        return ROLES.get(element.tag, "")

    def _in_contents(self, element: Element) -> bool:
        above: Element | None = element
        while above is not None:
            if "contents" in above.get("class", "").split():
                return True
            above = self.parents.get(above)
        return False

    def _item(self, tag: str, parent: Node) -> Node:
        """The body of a list item, or the label of a term in a definition list."""
        if parent.type == "TOC":
            return parent.add("TOCI")
        if parent.type != "L":
            return parent
        last = parent.last
        body = last.last if last else None
        if tag == "dd" and last and body:
            return last.add("LBody") if body.type == "Lbl" else body
        return parent.add("LI").add("Lbl" if tag == "dt" else "LBody")

    def _note(self, element: Element, parent: Node) -> Node:
        """A note: after the block that calls it, or in its place among endnotes."""
        self._notes += 1
        name = element.get("id") or f"note-{self._notes}"
        note = Node("Note", entries={"ID": name})
        block = self._calls.get(element)
        while block and block.parent and block.parent.type not in HOLDERS:
            block = block.parent
        note.parent = block.parent if block and block.parent else parent
        if block and block.type != "Reference":
            block.followers.append(note)
        else:  # the call is in the holder itself: after what was read of it so far
            note.parent.kids.append(note)
        return note


def _table_entries(element: Element) -> dict[str, Any]:
    if element.tag not in {"th", "td"}:
        return {}
    attributes: dict[str, Any] = {"O": "/Table"}
    if element.tag == "th":
        attributes["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    for key, name in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if element.get(key, "1") != "1" and element.get(key, "").isdigit():
            attributes[name] = int(element.get(key, "1"))
    return {"A": attributes} if len(attributes) > 1 else {}
