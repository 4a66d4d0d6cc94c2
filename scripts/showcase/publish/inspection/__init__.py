"""The last look at a finished site, before anybody else sees it."""

from showcase.publish.inspection.whole import Inspected, Unfit, inspect

__all__ = ["Inspected", "Unfit", "inspect"]
