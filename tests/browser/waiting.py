"""Waiting for what a page finds out by and by."""

from __future__ import annotations

from playwright.sync_api import Page

FRAMES = 900


def comes_true(page: Page, promised: str) -> bool:
    """Whether an expression comes to promise something true, asked with every frame: `wait_for_function` would take the
    promise itself for true."""
    return bool(
        page.evaluate(
            f"""async () => {{
                for (let frame = 0; frame < {FRAMES}; frame += 1) {{
                    if (await ({promised})) return true;
                    await new Promise(requestAnimationFrame);
                }}
                return false;
            }}"""
        )
    )
