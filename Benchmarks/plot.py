"""Bars in an SVG: rates by tool and log, with nothing but text and rectangles."""

from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, BAR, GAP, HEAD = 860, 250, 90, 17, 5, 30
OWN, OTHERS = "#1f5f8b", "#b8c2c8"


def bars(title, groups):
    """Draws groups of bars.

    Each group has a title and rows of name, value and whether the row is exfil's; values of one group share a scale,
    and what reads a log without looking at it is cut short at twice the longest of exfil's, and says so.
    """
    parts, y = [], 34
    for heading, rows in groups:
        own = max((value for _, value, is_own in rows if is_own), default=0)
        top = min(max(value for _, value, _ in rows), 2 * own or max(value for _, value, _ in rows))
        parts.append(text(0, y + 14, heading, "bold"))
        y += HEAD - 8
        for name, value, is_own in rows:
            width = (WIDTH - LEFT - RIGHT) * min(value, top) / top
            parts.append(text(LEFT - 8, y + 13, name.replace("`", ""), "end"))
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{max(width, 1):.1f}" height="{BAR}" '
                         f'fill="{OWN if is_own else OTHERS}"/>')
            parts.append(text(LEFT + width + 6, y + 13, f"{value:,.0f}" + (" →" if value > top else ""), ""))
            y += BAR + GAP
        y += 12
    style = ("text{font:13px sans-serif;fill:#1c2429}.bold{font-weight:bold}.end{text-anchor:end}"
             ".title{font-size:16px;font-weight:bold}")
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" role="img">'
            f"<title>{escape(title)}</title><style>{style}</style>"
            f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>{text(0, 18, title, "title")}' + "".join(parts) + "</svg>\n")


def text(x, y, words, kind):
    return f'<text x="{x:.1f}" y="{y}" class="{kind}">{escape(words)}</text>'
