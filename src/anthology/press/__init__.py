"""What presses want, as data, and what follows from it: margins, spine, sheet, barcode.

Its rooms:
presets/    one TOML file a press and binding, with its sources and what is not verified
preset      those files, checked
rules       the settings that a preset fills in, and what it objects to
sheet       the cover as one sheet: back, spine and front
fold        which pages stand on each sheet of a booklet
barcode     EAN-13 with an add-on of five digits, as modules
"""

from anthology.press.preset import (
    Destination,
    Paper,
    Preset,
    destination,
    names,
    preset,
    rules_named,
)

__all__ = ["Destination", "Paper", "Preset", "destination", "names", "preset", "rules_named"]
