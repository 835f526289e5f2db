"""Every function and class of WeasyPrint that we replace, in one table.

No place has two patches that stay: where two of ours concern the same function, the one in the
table calls the other. Nothing of pydyf is replaced; two stand-ins for modules of fontTools during
the import are in `imports.py`.
"""

from __future__ import annotations

from anthology.pdf.engine.originals import Patch

# fmt: off
PATCHES = (
    Patch(
        "weasyprint.formatting_structure.text", "uppercase",
        "68e01290bac2b781b1b212f9f93c722ba707a98942b902cd047fe317e26f4159",
        "letters.capitals:uppercase",
        "Makes “ΗΫ” of “έυ”, and takes the accent of “ή” and the iota below letters away.",
    ),
    Patch(
        "weasyprint.formatting_structure.boxes", "Box.is_in_normal_flow",
        "5f49d6ab23da7e51003ce68f78e8cb04629e9c2edbf51f77ffa8acd7098e0368",
        "fast.flow:is_in_normal_flow",
        "Is called fourteen times for each line; ours looks at two properties.",
    ),
    Patch(
        "weasyprint.layout", "LayoutContext._update_footnote_area",
        "2e317e4b066fb80cb369a41cd6f054a127722f9961c18ef4d6e1eef93673c4c1",
        "fast.footnotes:update_footnote_area",
        "Lays out all notes of a page again for each note; ours each beside the one before.",
    ),
    Patch(
        "weasyprint.layout.block", "columns_layout",
        "7a05cce3272fc581cf8d9352ebe07d4de51fb742dfccd6d2e86895ac0eca9691",
        "fast.columns:columns_layout",
        "Makes columns even by steps of 1 px; ours by half a line at least.",
    ),
    Patch(
        "weasyprint.layout.block", "block_box_layout",
        "a6279066e3d9ff7d2efe70280d14eddd38bfbfa3f132ebf76011ecc8f4ca5a22",
        "fast.columns:block_box_layout", "Lays out the columns of a full page twice; ours once.",
    ),
    Patch(
        "weasyprint.text.line_break", "Layout.setup",
        "fb227a55094f41d42fbd57f180d8b7a9a1e741969ec8ddb3fd5cd80920257442",
        "fast.layouts:setup", "Makes a Pango context for each line; ours one for each style.",
    ),
    Patch(
        "weasyprint.text.line_break", "Layout.set_text",
        "fe23ca9937dbf5205bda422f9c01103f301ef2c511228842632ea86e853274f7",
        "fast.layouts:set_text",
        "Rebuilds attributes for each line; ours only where words or letters are spaced.",
    ),
    Patch(
        "weasyprint.text.line_break", "Layout.deactivate",
        "bfec3ec8406e1c82a91f9570103eb5ecbc5a20c1339ff26bb0f4eafb03189f0b",
        "fast.layouts:deactivate", "Throws a layout away until it is drawn; ours keeps it.",
    ),
    Patch(
        "weasyprint.text.line_break", "Layout.reactivate",
        "0b89ee097104b71376c179f48a98858708b07169dc0212c393263a1a831607c9",
        "fast.layouts:reactivate",
        "Shapes a line again to draw it; ours only one that was never shaped.",
    ),
    Patch(
        "weasyprint.layout.inline", "handle_leader",
        "e4bf5941eb946d0b2029b21c3613f384d6157edb01d98add8d3bfa120ac3e571",
        "fast.leaders:handle_leader", "Makes a box of each dot of a leader; ours one of all.",
    ),
    Patch(
        "weasyprint.layout.absolute", "resolve_percentages",
        "71673078096fcf8764e6412933288cc79ba956eae0d939deda27beaeac45acad",
        "fast.lengths:resolve_percentages", "Computes the same used lengths again for each box.",
        also=("weasyprint.layout.block", "weasyprint.layout.column", "weasyprint.layout.float",
              "weasyprint.layout.inline", "weasyprint.layout.page"),
    ),
    Patch(
        "weasyprint.layout.float", "avoid_collisions",
        "5fc7793c573af328ffa88757d08f1641b19832805a1e48aa8b8204530c477e5d",
        "fast.lineboxes:avoid_collisions", "Looks for floats also where there are none.",
        also=("weasyprint.layout.block", "weasyprint.layout.inline",),
    ),
    Patch(
        "weasyprint.text.line_break", "strut",
        "b57885b70dd08efe92f72a746709e08c576f47b90edb36f02925fefa15bb761a",
        "fast.lineboxes:strut", "Measures an empty line for each line; ours once for each style.",
        also=("weasyprint.layout.inline",),
    ),
    Patch(
        "weasyprint.layout.preferred", "split_first_line",
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "fast.narrow:split_first_line",
        "Shapes a whole text for each place where it can be broken; ours some of it, once.",
    ),
    Patch(
        "weasyprint.css", "StyleFor.__init__",
        "b1e725a7552502aa00f0bc07aec79c1aa49365b107a889085161f8d6a4c4a836",
        "fast.cascade:apply", "Gathers the same declarations for each element; ours once.",
    ),
    Patch(
        "weasyprint.css", "StyleFor.set_computed_styles",
        "b5b15856b8beff3f49e20ac0309d7b45fb2a5192d826dd65e05b3009b8285c46",
        "fast.pages:set_computed_styles",
        "Computes the style of the root for each document; pages inherit from it.",
    ),
    Patch(
        "weasyprint.layout.page", "set_page_type_computed_styles",
        "4e68b396b35c4a0640453f413be69acdc81a82b37e0f806fd00999c937a126bb",
        "fast.pages:set_page_type_computed_styles",
        "Computes the styles of each page and its margin boxes; ours once for pages alike.",
    ),
    Patch(
        "weasyprint.layout", "initialize_page_maker",
        "5bb3c878d722af539b86e32f76d5471daa0ce18b88604e7d42404f6e4d5419e8",
        "fast.pages:initialize_page_maker",
        "Numbers pages from 1; those of furniture begin where their section does.",
    ),
    Patch(
        "weasyprint.layout", "layout_backgrounds",
        "5d7d4d589e3d8a333562d335ece023df25f19edac047aa11d01cc8d88013b9f3",
        "fast.pages:no_backgrounds",
        "Places backgrounds before boxes have moved; ours places none.", during="layout",
    ),
    Patch(
        "weasyprint.layout", "make_margin_boxes",
        "4a2d2e301eb3bc47c2812d1502d4d6ce3b65922a76e69fb45c11a5ae353198a7",
        "fast.pages:make_margin_boxes", "Does much for margins that no rule fills.",
    ),
    Patch(
        "weasyprint.layout.inline", "split_inline_box",
        "3a0cb7ca7e34c7ef0feda818cdb8fea64b7a8332ccf83e12506289534f6faeae",
        "lines.hooks:split_inline_box",
        "Ends a line where it is full; ours where the paragraph is best broken.",
    ),
    Patch(
        "weasyprint.layout.inline", "split_text_box",
        "8c564329599ef23fac6cc8c403768e9e51638226d87a8b2de69c49c9c5f408c8",
        "lines.hooks:split_text_box", "The same for the text in it.",
    ),
    Patch(
        "weasyprint.layout.inline", "text_align",
        "e953d41b87ccfc30405f83f6cc3c73918ef4638662794db4f834b1d788d6ed67",
        "lines.hooks:text_align",
        "Justifies lines; a planned line already is. Indents them at the left, whatever their way.",
    ),
    Patch(
        "weasyprint.layout.inline", "first_letter_to_box",
        "9f3d58c31344c13b972472dea2ff7c32daae87dd528b73a4c44bd8af24fe820d",
        "letters.first:first_letter_to_box",
        "Fails where a paragraph with a drop cap is laid out again.",
    ),
    Patch(
        "weasyprint.layout.block", "block_container_layout",
        "65842ca53a8391ebad539e7ff642eec2f429e981df4396590c37c7b0a0e524dc",
        "floats.in_place:block_container_layout",
        "Makes figures of any height, and moves notes; ours are of whole lines, and stay.",
        also=("weasyprint.layout.page",),
    ),
    Patch(
        "weasyprint.layout.block", "_out_of_flow_layout",
        "2ace1b03f455de4663d8cdf239c62a0f398bc499fbdd238446d35209e19e809f",
        "floats.beside:out_of_flow_layout", "Divides floating figures; ours stay whole.",
    ),
    Patch(
        "weasyprint.layout.page", "remake_page",
        "1ff09b2dffa17839c03aec1150866068066c43e76a5cace0ea298e68909c6d31",
        "lines.hooks:remake_page",
        "Leaves a page short; ours changes the length of a paragraph on it.",
    ),
    Patch(
        "weasyprint.layout.page", "page_height",
        "71a0230377c0354e5832cc3a52726806a0e21f21bfcf1b7aa35f57f612cd1182",
        "lines.hooks:page_height",
        "Makes all pages equally high; ours may lower one to match the page it faces.",
    ),
    Patch(
        "weasyprint.layout.table", "auto_table_layout",
        "8ce6f1e31a00b6c7558b83b7043f2b6a201b5c3ba9a99e50f3baf6a3bd6df91b",
        "tables:auto_table_layout", "Breaks cells in tables that have room for them.",
    ),
    Patch(
        "weasyprint.layout.preferred", "replaced_min_content_width",
        "8bb691c131805076fcf4b3f012eb3bb2c4aea02b37be3aaaab968aae24e25c74",
        "tables.pictures:replaced_min_content_width",
        "Needs no width for a picture that may shrink, so that a column with it may have none.",
    ),
    Patch(
        "weasyprint.draw.text", "draw_first_line",
        "1bb8eae6d88e71b17096a034656f3be17da8f1f513c78536c1c38d971927638b",
        "lines.ink:draw_first_line",
        "Shapes a line again; ours has its glyphs (`fast.drawing`), and writes its tracking.",
    ),
    Patch(
        "weasyprint.stacking", "_dispatch",
        "003563d2565b4d30d733f7393bd297c677715c3d1139eeecd1596e8eeb2e130c",
        "paint_order:dispatch",
        "Paints relative blocks last, which is not the order they are read in.",
    ),
    Patch(
        "weasyprint.images", "SVGImage.draw",
        "bf38036046fc040b8a29e6770c976d912eb4dd76f5f9b5448d2ace2f69f45e27",
        "pictures.marks:draw",
        "Draws SVG as part of the page; ours marks it, so that it can be recognised.",
    ),
    Patch(
        "weasyprint.draw", "draw_background_image",
        "133db5e01d7c08b60a001c61e0569522ebd48c2467e062f43a67ef453761e73d",
        "pictures.tiles:draw_background_image", "Makes patterns, which drift; ours draws each.",
    ),
    Patch(
        "weasyprint.layout.replaced", "inline_replaced_box_layout",
        "f1fe4648b21a8efa5ee57e10cb7227f11ffffc3b7cad237b6d555e5e08831d7f",
        "pictures.widths:inline_replaced_box_layout",
        "Fails at a drawing in a line from right to left that has no place yet.",
        also=("weasyprint.layout.inline",),
    ),
    Patch(
        "weasyprint.pdf", "Stream",
        "624257224db6f66d9120a8bc7aa257603f0a416cd8df58abb2d9258f5e678940",
        "ink_stream:InkStream",
        "Writes every colour as sRGB; ours in the inks of the press.",
        also=("weasyprint.pdf.stream",), during="ink",
    ),
    Patch(
        "weasyprint.images", "RasterImage.get_x_object",
        "1f590111444639aa3547375a7fbddc6056f34fe64546c8550dc0ab36ea2b2408",
        "ink_stream:get_x_object",
        "Embeds pictures as they are; ours in the inks of the press.", during="ink",
    ),
    Patch(
        "weasyprint.images", "RasterImage.draw",
        "e6074f717d13a3e8e87505ec2904ef3671f2ba46a23cf5ae392c21a6c9f82843",
        "ink_stream:draw",
        "Ours also limits the resolution, and warns of one too low for print.", during="ink",
    ),
    Patch(
        "weasyprint.pdf", "Stream",
        "624257224db6f66d9120a8bc7aa257603f0a416cd8df58abb2d9258f5e678940",
        "tags.stream:MarkedStream",
        "Marks each line by itself; ours each paragraph, and decoration as artifacts.",
        also=("weasyprint.pdf.stream",), during="tagging",
    ),
    Patch(
        "weasyprint.pdf", "add_links",
        "262e8b9b299892a7b539bf622e47b891f9c0548e555d6438c3ae6c48f30feca0",
        "tags.stream:add_links",
        "Adds an annotation also for what a style puts into a link.", during="tagging",
    ),
    Patch(
        "weasyprint.pdf", "add_tags",
        "f0e74575b0bafaf36458eaac27874e3b80457fba3694058153da514a68933f22",
        "tags.stream:add_tags",
        "Writes a structure element for each line box; ours for each paragraph.", during="tagging",
    ),
    Patch(
        "weasyprint.pdf", "build_fonts_dictionary",
        "fc551bef35d0d6c3d288f686fd21b5ea8c1efadb8f2f3b4d379cfa6045c02230",
        "font_stubs:FontStubs.dictionary",
        "Embeds a subset of each font; ours names it: the book has one.", during="font_stubs",
    ),
    Patch(
        "weasyprint.pdf.stream", "Font",
        "1888854798bf87262b5fc822169feea96211da0c7de97cef8e3001c4a5c118a1",
        "font_stubs:FontStubs.font",
        "Reads a font file for each document and rounds its widths; ours not.", during="font_stubs",
    ),
)
# fmt: on
