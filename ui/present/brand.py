"""The brand of a presentation: the consultant's name, colour and logo, kept for this visit."""

import base64
from dataclasses import dataclass

import streamlit as st

from ui.text import plain

COLOUR = "#0b5e83"  # until another is chosen
LONGEST_NAME = 60  # characters
LARGEST_LOGO = 1  # MB
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"  # what such files begin with


@dataclass(frozen=True)
class Brand:
    """A name, a colour "#rrggbb", and a logo: a PNG or JPEG file, or nothing."""

    name: str = ""
    colour: str = COLOUR
    logo: bytes = b""


def current() -> Brand:
    """The brand as the visitor has set it."""
    found: Brand = st.session_state.get("brand", Brand())
    return found


def controls() -> None:
    """Draw the controls that set it."""
    before = current()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Your name", before.name, max_chars=LONGEST_NAME, key="brand-name")
        colour = st.color_picker("Your colour", before.colour, key="brand-colour")
        with st.popover("Your logo", icon=":material/add_photo_alternate:", key="brand-picture"):
            types = ["png", "jpg", "jpeg"]
            sent = st.file_uploader(
                "A PNG or JPEG picture", types, max_upload_size=LARGEST_LOGO, key="brand-logo"
            )
    logo = sent.getvalue() if sent else b""
    if logo and not logo.startswith((PNG, JPEG)):
        st.error(
            plain("The logo is not a PNG or JPEG picture, so the slides are shown without it.")
        )
        logo = b""
    st.session_state["brand"] = Brand(name, colour, logo)


def legible(colour: str, contrast: float = 4.5) -> str:
    """The colour, darkened until it stands out from white as WCAG asks of text."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    while 1.05 / (_luminance(red, green, blue) + 0.05) < contrast:
        red, green, blue = 0.95 * red, 0.95 * green, 0.95 * blue
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


def _luminance(*colour: float) -> float:
    """Relative luminance, WCAG 2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def data_url(logo: bytes) -> str:
    """A PNG or JPEG file as an address that holds it; empty for none."""
    if not logo:
        return ""
    kind = "png" if logo.startswith(PNG) else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(logo).decode()}"
