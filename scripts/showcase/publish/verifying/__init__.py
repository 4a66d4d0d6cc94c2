"""Holds what lies on a server, or in a folder, against the manifest of what was handed over."""

from showcase.publish.verifying.folder import verify_folder
from showcase.publish.verifying.live import verify_address
from showcase.publish.verifying.trouble import Trouble

__all__ = ["Trouble", "verify_address", "verify_folder"]
